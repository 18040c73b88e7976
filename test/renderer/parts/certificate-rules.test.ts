import { describe, expect, it } from 'vitest';
import { linkBadge } from '../../../renderer/parts/certificate/chain.ts';
import { distrustInWords } from '../../../renderer/parts/certificate/distrust-words.ts';
import { fingerprintRows } from '../../../renderer/parts/certificate/fingerprints.tsx';
import { rowAfterKey, scrollTopFor, visibleRange } from '../../../renderer/ui/visible-range.ts';
import {
  alternativeNames,
  type CertificateForm,
  certificateInput,
} from '../../../renderer/vault/keys/certificate-form.ts';
import type { ChainProblem } from '../../../shared/contract/certificate.ts';
import { sampleCertificate, sampleDetails } from '../../fakes/sample-certificates.ts';

describe('the rows of a long list that are drawn', () => {
  it('are those in view and a few around them', () => {
    expect(visibleRange(0, 600, 60, 10_000)).toEqual({ from: 0, to: 18 });
    expect(visibleRange(60_000, 600, 60, 10_000)).toEqual({ from: 992, to: 1018 });
    expect(visibleRange(600_000 - 600, 600, 60, 10_000)).toEqual({ from: 9982, to: 10_000 });
  });
  it('are all of a short list, and none of an empty one', () => {
    expect(visibleRange(0, 600, 60, 3)).toEqual({ from: 0, to: 3 });
    expect(visibleRange(0, 600, 60, 0)).toEqual({ from: 0, to: 0 });
  });
  it('stay within a list that has become shorter than it was scrolled', () => {
    expect(visibleRange(60_000, 600, 60, 5)).toEqual({ from: 5, to: 5 });
  });
});

describe('moving through a list by keys', () => {
  it('goes by one, by a page, to the ends, and no further', () => {
    expect(rowAfterKey('ArrowDown', 3, 10, 4)).toBe(4);
    expect(rowAfterKey('ArrowUp', 0, 10, 4)).toBe(0);
    expect(rowAfterKey('PageDown', 3, 10, 4)).toBe(7);
    expect(rowAfterKey('PageUp', 3, 10, 4)).toBe(0);
    expect(rowAfterKey('Home', 3, 10, 4)).toBe(0);
    expect(rowAfterKey('End', 3, 10, 4)).toBe(9);
    expect(rowAfterKey('a', 3, 10, 4)).toBeUndefined();
    expect(rowAfterKey('End', -1, 0, 4)).toBeUndefined();
  });
  it('scrolls only as far as it must', () => {
    expect(scrollTopFor(5, 0, 600, 60)).toBe(0);
    expect(scrollTopFor(10, 0, 600, 60)).toBe(60);
    expect(scrollTopFor(2, 600, 600, 60)).toBe(120);
  });
});

describe('fingerprints', () => {
  const details = sampleDetails(sampleCertificate('a'));
  const row = (form: 'colons' | 'hex' | 'base64url', name: string) =>
    fingerprintRows(details, form).find((each) => each.name === name)?.value;
  it('are written as keytool, as scripts and as tokens write them', () => {
    expect(row('colons', 'SHA-1')).toMatch(/^(?:[0-9A-F]{2}:){19}[0-9A-F]{2}$/);
    expect(row('hex', 'SHA-256')).toBe(details.digests.certificateSha256.hex);
    expect(row('base64url', 'x5t#S256')).toBe(details.digests.certificateSha256.base64url);
    expect(row('hex', 'JWK thumbprint')).toBe(details.digests.thumbprint?.base64url);
    expect(row('hex', 'Snowflake')).toBe(details.publicKeyFingerprint);
  });
  it('have no thumbprint where JWK has no form for the key', () => {
    const { thumbprint: _thumbprint, ...digests } = details.digests;
    const names = fingerprintRows({ ...details, digests }, 'hex').map(({ name }) => name);
    expect(names).not.toContain('JWK thumbprint');
  });
});

describe('the badge of a link', () => {
  const problem = (code: ChainProblem['code'], path: string): ChainProblem => ({
    code,
    path,
    severity: 'error',
    message: '',
    reference: '',
  });
  it('says the gravest thing about this link alone', () => {
    const problems = [problem('key-too-small', 'chain[0]'), problem('signature-invalid', 'chain[0]')];
    expect(linkBadge(0, problems, 'fresh')).toMatchObject({ words: 'bad signature' });
    expect(linkBadge(1, problems, 'fresh')).toBeUndefined();
  });
  it('knows of expiry before the core has answered', () => {
    expect(linkBadge(0, [], 'expired')).toMatchObject({ words: 'expired' });
    expect(linkBadge(0, [], 'soon')).toMatchObject({ words: 'expires soon' });
  });
});

describe('the form for a certificate', () => {
  const form: CertificateForm = {
    kind: 'self-signed',
    subject: ' CN=client ',
    names: 'client.example, 192.0.2.7',
    purpose: 'tls-client',
    days: '30',
  };
  it('becomes what the contract wants', () => {
    expect(certificateInput(form)).toEqual({
      ok: true,
      value: {
        subject: 'CN=client',
        days: 30,
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: ['clientAuth'],
        san: ['DNS:client.example', 'IP:192.0.2.7'],
      },
    });
  });
  it('says what is wrong, beside the field', () => {
    expect(certificateInput({ ...form, subject: 'client', days: '0' })).toEqual({
      ok: false,
      problems: { subject: expect.any(String), days: expect.any(String) },
    });
    expect(certificateInput({ ...form, kind: 'request', days: '0' }).ok).toBe(true);
  });
  it('recognises names by how they look', () => {
    expect(alternativeNames('a.example ::1 https://a/ me@a.example DNS:b')).toEqual([
      'DNS:a.example',
      'IP:::1',
      'URI:https://a/',
      'email:me@a.example',
      'DNS:b',
    ]);
  });
});

it('distrust is told in words, and an unknown reason as it is', () => {
  expect(distrustInWords('DEPTH_ZERO_SELF_SIGNED_CERT')).toBe('Its certificate is self-signed.');
  expect(distrustInWords('NEW_REASON')).toBe('NEW_REASON.');
  expect(distrustInWords(null)).toBe('');
});
