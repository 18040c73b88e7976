import { expect, it } from 'vitest';
import { sequenceOf } from '../../../../renderer/workbench/send/sequence.ts';
import { grantedExchange, refusedExchange } from '../../../fakes/sample-exchanges.ts';

const signed = { header: { alg: 'RS256' }, claims: { iss: 'me', aud: ['a', 'b'], jti: 'x' } };

it('says who said what to whom, and no token', () => {
  const sequence = sequenceOf([{ kind: 'token', exchange: grantedExchange }], signed);
  expect(sequence).toEqual({
    participants: ['Signet', 'gateway.example'],
    messages: [
      {
        from: 'Signet',
        to: 'Signet',
        title: 'signs the assertion',
        values: ['alg RS256', 'iss me', 'aud ["a","b"]'],
      },
      {
        from: 'Signet',
        to: 'gateway.example',
        title: 'POST /oauth2/token',
        values: ['grant_type jwt-bearer'],
      },
      {
        from: 'gateway.example',
        to: 'Signet',
        title: '200 OK',
        values: ['access_token', 'refresh_token', 'expires_in 3600 s: 1 h'],
      },
    ],
  });
});

it('goes on to other servers, and shows what was refused', () => {
  const { tokens: _tokens, answer: _answer, format: _format, ...facts } = grantedExchange;
  const call = { ...facts, url: 'https://api.example/me', contentType: 'application/json', body: '{}' };
  const { participants, messages } = sequenceOf(
    [
      { kind: 'token', exchange: refusedExchange },
      { kind: 'resource', exchange: call },
    ],
    null,
  );
  expect(participants).toEqual(['Signet', 'gateway.example', 'api.example']);
  expect(messages[1]).toMatchObject({ title: '400 Bad Request', values: ['invalid_grant'], failed: true });
});
