import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestParts, writeRequest } from '../../../shared/oauth/request-parts.ts';
import {
  encodeForm,
  formEncode,
  formMembers,
  jwtBearerGrant,
  requestUrl,
} from '../../../shared/oauth/token-request.ts';

describe('form encoding', () => {
  it('encodes the example of RFC 6749 appendix B', () => {
    expect(formEncode(' %&+£€')).toBe('+%25%26%2B%C2%A3%E2%82%AC');
    expect(encodeForm([['k', ' %&+£€']])).toBe('k=+%25%26%2B%C2%A3%E2%82%AC');
  });

  it.each([
    ['', ''],
    ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer'],
    ['a=b&c=d', 'a%3Db%26c%3Dd'],
    ['\r\nX: y', '%0D%0AX%3A+y'],
    ['\0', '%00'],
    ['😀', '%F0%9F%98%80'],
    ['\ud800', '%EF%BF%BD'],
    ['*-._~', '*-._%7E'],
  ])('%j is %s', (text, encoded) => {
    expect(formEncode(text)).toBe(encoded);
  });

  it('is read back as it was, and never breaks out of its member', () => {
    const wellFormed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.tuple(wellFormed, wellFormed)), (members) => {
        const encoded = encodeForm(members);
        expect([...new URLSearchParams(encoded)]).toEqual(members);
        expect(encoded).toMatch(/^[\w*.%+=&-]*$/);
      }),
    );
  });
});

const basicCredentials = (clientId: string, clientSecret: string) => {
  const auth = { method: 'basic', clientId, clientSecret } as const;
  const parts = requestParts({ url: 'https://as.example/token', members: [], auth });
  return writeRequest(parts, (text) => text).headers.Authorization?.replace('Basic ', '') ?? '';
};

describe('client_secret_basic', () => {
  it.each([
    ['client', 'secret', 'client:secret'],
    ['client', '', 'client:'],
    ['a:b', 'c:d', 'a%3Ab:c%3Ad'],
    ['my client', 'pä+ss%', 'my+client:p%C3%A4%2Bss%25'],
  ])('form-encodes id %j and secret %j first (RFC 6749 section 2.3.1)', (id, secret, credentials) => {
    expect(basicCredentials(id, secret)).toBe(credentials);
  });

  it('holds one colon, whatever id and secret are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (id, secret) => {
        expect(basicCredentials(id, secret).split(':')).toHaveLength(2);
      }),
    );
  });
});

describe('the members of the form', () => {
  const assertion = { type: 'jwt-bearer', assertion: 'e.y.J' } as const;

  it('are the grant, then what was added, then the client', () => {
    expect(
      formMembers({
        grant: assertion,
        params: [['format', 'xml']],
        auth: { method: 'post', clientId: 'id', clientSecret: 's' },
      }),
    ).toEqual([
      ['grant_type', jwtBearerGrant],
      ['assertion', 'e.y.J'],
      ['format', 'xml'],
      ['client_id', 'id'],
      ['client_secret', 's'],
    ]);
  });

  it('hold no client where the header holds it, or there is none', () => {
    const names = (auth: Parameters<typeof formMembers>[0]['auth']) =>
      formMembers({ grant: assertion, auth }).map(([name]) => name);
    expect(names({ method: 'none' })).toEqual(['grant_type', 'assertion']);
    expect(names({ method: 'none', clientId: '' })).toEqual(['grant_type', 'assertion']);
    expect(names({ method: 'none', clientId: 'id' })).toEqual(['grant_type', 'assertion', 'client_id']);
    expect(names({ method: 'basic', clientId: 'id', clientSecret: 's' })).toEqual([
      'grant_type',
      'assertion',
    ]);
  });

  it('know the other grants', () => {
    expect(
      formMembers({ grant: { type: 'refresh-token', refreshToken: 'r' }, auth: { method: 'none' } }),
    ).toEqual([
      ['grant_type', 'refresh_token'],
      ['refresh_token', 'r'],
    ]);
    expect(formMembers({ grant: { type: 'client-credentials' }, auth: { method: 'none' } })).toEqual([
      ['grant_type', 'client_credentials'],
    ]);
  });
});

describe('the URL', () => {
  it('keeps its own query and takes more', () => {
    expect(requestUrl(' https://server.example/token?a=1 ', [['tenantDomain', 'a b&c']])).toBe(
      'https://server.example/token?a=1&tenantDomain=a+b%26c',
    );
    expect(requestUrl('http://[::1]:8080/t')).toBe('http://[::1]:8080/t');
  });

  it.each([
    '',
    'server.example/token',
    '/token',
    'ftp://server.example/',
    'javascript:alert(1)',
    'https://',
    'file:///etc/passwd',
  ])('%j is none', (endpoint) => {
    expect(requestUrl('https://server.example/token')).toBeDefined();
    expect(requestUrl(endpoint)).toBeUndefined();
  });
});
