import { describe, expect, it } from 'vitest';
import { describeChain } from '../../../core/certificate/describe-chain.ts';
import { selfSign } from '../../../core/certificate/self-sign.ts';
import { certificateFixture, expectCode, privateKeyFixture } from '../fixture.ts';

const now = new Date('2027-01-01T00:00:00Z');

async function fixtures(...names: string[]): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const name of names) found.push(await certificateFixture(name));
  return found;
}

const codes = (report: { problems: readonly { code: string }[] }) => report.problems.map(({ code }) => code);

describe('a chain', () => {
  it.each([
    ['leaf', 'intermediate', 'root'],
    ['root', 'intermediate', 'leaf'],
    ['intermediate', 'root', 'leaf'],
  ])('is put in order, whatever the order of the file: %s, %s, %s', async (...names) => {
    const report = await describeChain(await fixtures(...names), { now });
    const [leaf, intermediate, root] = await fixtures('leaf', 'intermediate', 'root');
    const pems = [leaf, intermediate, root].map((der) => Buffer.from(der ?? []).toString('base64'));
    expect(report.chain.map(({ pem }) => pem.replace(/-----[^-]*-----|\s/g, ''))).toEqual(pems);
    expect(report).toMatchObject({ complete: true, missing: null, problems: [] });
  });

  it('names what is missing at its end', async () => {
    const report = await describeChain(await fixtures('leaf', 'intermediate'), { now });
    expect(report).toMatchObject({ complete: false, problems: [] });
    expect(report.missing).toBe(report.chain[1]?.issuer);
  });

  it('names what is missing in its middle, and says what has no place in it', async () => {
    const report = await describeChain(await fixtures('leaf', 'root'), { now });
    expect(report.chain).toHaveLength(1);
    expect(report.missing).toBe(report.chain[0]?.issuer);
    expect(report.problems).toMatchObject([{ code: 'not-in-chain', severity: 'info', path: 'file' }]);
  });

  it('takes issuers from beside the file, and is silent about the others there', async () => {
    const [leaf = new Uint8Array(), ...also] = await fixtures('leaf', 'root', 'intermediate', 'names');
    const report = await describeChain([leaf], { leaf, also, now });
    expect(report.chain).toHaveLength(3);
    expect(report).toMatchObject({ complete: true, problems: [] });
  });

  it('says which members are expired or not yet valid, at the second', async () => {
    const ders = await fixtures('leaf', 'intermediate', 'root');
    const { chain } = await describeChain(ders, { now });
    const end = new Date(chain[0]?.notAfter ?? '');
    expect(codes(await describeChain(ders, { now: end }))).not.toContain('certificate-expired');
    const after = await describeChain(ders, { now: new Date(end.getTime() + 1000) });
    expect(after.problems[0]).toMatchObject({
      code: 'certificate-expired',
      path: 'chain[0]',
      severity: 'error',
    });
    expect(after.complete).toBe(true);
    const early = await describeChain(ders, { now: new Date('2001-01-01T00:00:00Z') });
    expect(codes(early)).toEqual(Array.from({ length: 3 }, () => 'certificate-not-yet-valid'));
  });

  it('tells a signature that is bad from one that cannot be checked', async () => {
    const ders = await fixtures('leaf', 'intermediate', 'root');
    const forged = Uint8Array.from(ders[0] ?? []);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    const bad = await describeChain([forged, ...ders.slice(1)], { now });
    expect(bad.problems).toMatchObject([{ code: 'signature-invalid', path: 'chain[0]', severity: 'error' }]);
    // An algorithm that nobody knows: the last arc of both identifiers becomes 99.
    const unknown = Buffer.from(ders[0] ?? []);
    const ecdsaWithSha256 = Buffer.from('06082a8648ce3d040302', 'hex');
    for (let at = unknown.indexOf(ecdsaWithSha256); at >= 0; at = unknown.indexOf(ecdsaWithSha256))
      unknown[at + 9] = 99;
    const unchecked = await describeChain([new Uint8Array(unknown), ...ders.slice(1)], { now });
    expect(codes(unchecked)).toEqual(['signature-unchecked']);
    expect(unchecked.chain).toHaveLength(3);
  });

  it('takes, of two issuers of one name, the one whose key signed', async () => {
    const privateKey = await privateKeyFixture('ec-p-256');
    const [leaf = new Uint8Array(), intermediate = new Uint8Array(), root = new Uint8Array()] =
      await fixtures('leaf', 'intermediate', 'root');
    const { chain } = await describeChain([root], { now });
    const impostor = await selfSign({ privateKey, subject: chain[0]?.subject ?? '', days: 365 });
    const report = await describeChain([leaf, intermediate, impostor, root], { leaf, now });
    expect(report.chain[2]?.sha256).toBe(chain[0]?.sha256);
  });

  it('finds an issuer that may not issue', async () => {
    const privateKey = await privateKeyFixture('rsa-2048');
    const [leaf = new Uint8Array()] = await fixtures('leaf');
    const { chain } = await describeChain([leaf], { now });
    // selfSign makes no authority unless its key may sign certificates.
    const issuer = await selfSign({ privateKey, subject: chain[0]?.issuer ?? '', days: 365, notBefore: now });
    expect(codes(await describeChain([leaf, issuer], { now }))).toContain('not-an-authority');
    const authority = await selfSign({
      privateKey,
      subject: chain[0]?.issuer ?? '',
      days: 365,
      notBefore: now,
      keyUsage: ['keyCertSign'],
    });
    expect(codes(await describeChain([leaf, authority], { now }))).not.toContain('not-an-authority');
  });

  it.each(['rsa-pss', 'ec-p-521', 'ed25519', 'ed448', 'dsa', 'ec-secp256k1'])(
    '%s: a self-signed certificate is never called badly signed',
    async (name) => {
      const report = await describeChain(await fixtures(name), { now });
      expect(report.complete).toBe(true);
      expect(codes(report)).not.toContain('signature-invalid');
    },
  );

  it('warns of a key that is too small', async () => {
    expect(codes(await describeChain(await fixtures('rsa-1024'), { now }))).toContain('key-too-small');
  });

  it('is refused where there is no certificate', async () => {
    await expectCode(() => describeChain([]), 'not-a-certificate');
    await expectCode(() => describeChain([Uint8Array.of(1, 2, 3)]), 'not-a-certificate');
  });
});
