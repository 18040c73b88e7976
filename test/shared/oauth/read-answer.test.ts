import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberTexts, readAnswer, writtenMembers } from '../../../shared/oauth/read-answer.ts';
import { withWatchdogAsync } from '../watchdog.ts';

const members = { access_token: 'a/b+c==', token_type: 'Bearer', expires_in: 3600, refresh_token: 'r' };
const json = JSON.stringify(members);
const form = new URLSearchParams({ ...members, expires_in: '3600' }).toString();
const xml =
  '<?xml version="1.0" encoding="UTF-8"?>\n<response><access_token>a/b+c==</access_token><token_type>Bearer</token_type><expires_in>3600</expires_in><refresh_token>r</refresh_token></response>';
const nothing = { format: 'unknown', members: {}, html: false };

describe('a good answer', () => {
  it.each([
    ['json', json, 'application/json'],
    ['json', json, 'application/json;charset=UTF-8'],
    ['json', json, ''],
    ['json', json, 'text/plain'],
    ['json', json, 'text/html; charset=UTF-8'],
    ['json', json, 'application/x-www-form-urlencoded'],
    ['json', ` \ufeff\n${json}\n`, 'application/json'],
    ['urlencoded', form, 'application/x-www-form-urlencoded'],
    ['urlencoded', form, 'text/plain'],
    ['urlencoded', form, 'text/html'],
    ['urlencoded', `${form}\n`, 'application/json'],
    ['xml', xml, 'application/xml'],
    ['xml', xml, 'text/html'],
    ['xml', xml, ''],
  ])('in %s is read, labelled %#', async (format, body, contentType) => {
    expect(await readAnswer(body, contentType)).toEqual({ format, members, html: false });
  });
});

describe('xml', () => {
  it.each([
    ['numeric references', '<r><access_token>&#116;</access_token></r>'],
    ['hexadecimal references', '<r><access_token>&#x74;</access_token></r>'],
    ['a namespace', '<o:r xmlns:o="urn:x"><o:access_token>t</o:access_token></o:r>'],
    ['a default namespace', '<r xmlns="urn:x"><access_token>t</access_token></r>'],
    ['nesting', '<a><b><c><access_token>t</access_token></c></b><d/></a>'],
    ['attributes', '<r v="1"><access_token type="x">t</access_token></r>'],
    ['CDATA', '<r><access_token><![CDATA[t]]></access_token></r>'],
    ['white space', '<r>\n <access_token>\n  t\n </access_token>\n</r>'],
    ['a comment', '<r><!-- access_token --><access_token>t</access_token></r>'],
    ['the token alone', '<access_token>t</access_token>'],
  ])('with %s', async (_, body) => {
    const answer = await readAnswer(body, 'application/xml');
    expect(answer).toMatchObject({ format: 'xml', members: { access_token: 't' } });
  });

  it('reads the five entities, and takes the first of two', async () => {
    const { members: read } = await readAnswer(
      '<r><access_token>&lt;a&amp;b&gt;</access_token><access_token>second</access_token></r>',
    );
    expect(read.access_token).toBe('<a&b>');
  });

  it('keeps a number as text, but for expires_in', async () => {
    const { members: read } = await readAnswer(
      '<r><access_token>007</access_token><expires_in>60</expires_in></r>',
    );
    expect(read).toEqual({ access_token: '007', expires_in: 60 });
  });

  it('reads an OAuth error', async () => {
    const answer = await readAnswer(
      '<r><error>invalid_grant</error><error_description>no</error_description></r>',
    );
    expect(answer.error).toEqual({ error: 'invalid_grant', error_description: 'no' });
  });

  const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 10 }, (_, index) => `<!ENTITY b${index} "${`&b${index - 1};`.repeat(10)}">`).join('')}]><r><access_token>&b9;</access_token></r>`;
  it.each([
    ['an entity bomb', bomb],
    [
      'an external entity',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><access_token>&x;</access_token></r>',
    ],
    [
      'a DOCTYPE behind a declaration',
      '<?xml version="1.0"?>\n<!doctype r><r><access_token>t</access_token></r>',
    ],
    ['more than a megabyte', `<r><access_token>t</access_token><x>${'a'.repeat(1024 * 1024)}</x></r>`],
    ['an element that is not closed', '<r><access_token>t</access_token>'],
    ['an element called __proto__', '<r><__proto__>t</__proto__><access_token>t</access_token></r>'],
    ['an element called constructor', '<r><constructor>t</constructor></r>'],
    ['very deep nesting', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
  ])('is not parsed with %s', async (_, body) => {
    expect(await readAnswer('<r><access_token>t</access_token></r>')).toMatchObject({ format: 'xml' });
    expect(await withWatchdogAsync(() => readAnswer(body, 'application/xml'))).toEqual(nothing);
  });
});

describe('expires_in', () => {
  it.each([
    ['"3600"', 3600],
    ['3600', 3600],
    ['"0"', 0],
    ['"soon"', 'soon'],
    ['"-1"', '-1'],
    ['null', null],
    ['"36 00"', '36 00'],
  ])('%s is read as %j', async (written, value) => {
    const { members: read } = await readAnswer(`{"access_token":"t","expires_in":${written}}`);
    expect(read.expires_in).toBe(value);
  });
});

describe('errors', () => {
  it('are taken out of json and forms', async () => {
    const error = { error: 'invalid_grant', error_description: 'expired & gone', error_uri: 'https://x/' };
    expect((await readAnswer(JSON.stringify(error))).error).toEqual(error);
    expect((await readAnswer(new URLSearchParams(error).toString())).error).toEqual(error);
  });

  it('are none when they are no text', async () => {
    expect(await readAnswer('{"error":{"code":1}}')).not.toHaveProperty('error');
    expect((await readAnswer('{"error":"x","error_description":5}')).error).toEqual({ error: 'x' });
  });
});

describe('no answer of a token endpoint', () => {
  it.each([
    ['a page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'text/html'],
    ['a page without a label', '<html><head></head></html>', ''],
    ['XHTML', '<?xml version="1.0"?><html xmlns="x"><body>Sign in</body></html>', 'application/xhtml+xml'],
    ['a page in capitals', '  <!doctype HTML>\n<p>', 'application/json'],
    ['a fragment', '<p>Bad Gateway</p>', 'text/html'],
    ['text called a page', 'Bad Gateway', 'text/html'],
  ])('%s is a web page', async (_, body, contentType) => {
    expect(await readAnswer(body, contentType)).toEqual({ ...nothing, html: true });
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['the manual’s JSON with its trailing comma', '{"access_token":"t","expires_in":3600,}'],
    ['smart quotes', '{“access_token”:“t”}'],
    ['a JSON array', '[{"access_token":"t"}]'],
    ['a JSON string', '"access_token=t"'],
    ['prose', 'access_token = nothing'],
    ['a form without a known member', 'a=1&b=2'],
    ['a form with a space', 'access_token=a b&x=1'],
    ['JSON nested beyond reason', `{"access_token":"t","a":${'['.repeat(500)}${']'.repeat(500)}}`],
  ])('%s is unknown', async (_, body) => {
    expect(await readAnswer(body, 'application/json')).toEqual(nothing);
  });
});

it('keeps members that share a name with what every object has', async () => {
  const answer = await readAnswer('{"__proto__":{"access_token":"x"},"constructor":"y"}');
  expect(answer.members.access_token).toBeUndefined();
  expect(Object.keys(answer.members)).toEqual(['__proto__', 'constructor']);
  const fromForm = await readAnswer('error=x&__proto__=y&toString=z');
  expect(Object.keys(fromForm.members)).toEqual(['error', '__proto__', 'toString']);
});

it.each([
  ['error members', `${'error=&'.repeat(500_000)} `],
  ['a name without an end', 'a'.repeat(4_000_000)],
  ['equal signs', `error=${'='.repeat(4_000_000)} x`],
  ['open elements', '<a'.repeat(2_000_000)],
  ['open tags', '<a>'.repeat(1_300_000)],
  ['open quotes', `{"${'\\"'.repeat(2_000_000)}`],
  ['a question mark without an end', `<?xml${' '.repeat(4_000_000)}`],
])('comes to an end on 4 MB of %s', async (_, body) => {
  const { format } = await withWatchdogAsync(() => readAnswer(body), 60);
  expect(format).toBe('unknown');
});

it('never throws', async () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '</',
    '<a>',
    '</a>',
    '<?',
    '<![CDATA[',
    ']]>',
    '&',
    ';',
    '=',
    '{',
    '"',
    ':',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 }))), async (words) => {
      const answer = await readAnswer(words.join(''));
      expect(structuredClone(answer)).toEqual(answer);
    }),
    { numRuns: 1000 },
  );
});

describe('what reading JSON would change', () => {
  it.each([
    ['{"access_token":"t","id":12345678901234567890}', [['id', '12345678901234567890']]],
    ['{"access_token":"t","id":1.0}', [['id', '1.0']]],
    ['{"access_token":"t","id":-0}', [['id', '-0']]],
    ['{"access_token":"t","id":1.5e400}', [['id', '1.5e400']]],
    ['{"access_token":"t","id":[9007199254740993, 1]}', [['id', '[9007199254740993,1]']]],
    [
      '{"access_token":"t","id":{"b":1E2,"a":{"10":1,"1":9007199254740993}}}',
      [['id', '{"b":1E2,"a":{"10":1,"1":9007199254740993}}']],
    ],
    ['{"id":1,"access_token":"t","id":2.50}', [['id', '2.50']]],
    [
      '{"access_token":"t","__proto__":1.0,"toString":2.0}',
      [
        ['__proto__', '1.0'],
        ['toString', '2.0'],
      ],
    ],
  ])('is kept as it was written: %s', async (body, written) => {
    const answer = await readAnswer(body, 'application/json', 200);
    const text = writtenMembers(answer);
    const shown = memberTexts(answer.members, text);
    expect(shown).toEqual(expect.arrayContaining([['access_token', 't'], ...written]));
    for (const [name, raw] of written) expect(text).toContain(`"${name}":${raw}`);
  });

  it('is nothing for usual answers', async () => {
    expect(writtenMembers(await readAnswer(json, 'application/json', 200))).toBeUndefined();
  });

  it('is left out where hiding a secret broke it', () => {
    expect(writtenMembers({ members: { id: 12 }, written: { id: '***' } })).toBeUndefined();
  });
});
