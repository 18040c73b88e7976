import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeInFull } from '../../../core/certificate/describe-certificate.ts';
import type { CertificateDetails } from '../../../shared/contract/certificate.ts';
import { hasTool } from '../../support/tools.ts';
import { certificateFixture, expectCode } from '../fixture.ts';

/** Our names of extensions, the standards' own, beside the ones that openssl prints. */
const opensslNames: Readonly<Record<string, string>> = {
  subjectKeyIdentifier: 'X509v3 Subject Key Identifier',
  keyUsage: 'X509v3 Key Usage',
  subjectAltName: 'X509v3 Subject Alternative Name',
  issuerAltName: 'X509v3 Issuer Alternative Name',
  basicConstraints: 'X509v3 Basic Constraints',
  nameConstraints: 'X509v3 Name Constraints',
  cRLDistributionPoints: 'X509v3 CRL Distribution Points',
  certificatePolicies: 'X509v3 Certificate Policies',
  policyConstraints: 'X509v3 Policy Constraints',
  policyMappings: 'X509v3 Policy Mappings',
  inhibitAnyPolicy: 'X509v3 Inhibit Any Policy',
  freshestCRL: 'X509v3 Freshest CRL',
  authorityKeyIdentifier: 'X509v3 Authority Key Identifier',
  extendedKeyUsage: 'X509v3 Extended Key Usage',
  authorityInfoAccess: 'Authority Information Access',
  subjectInfoAccess: 'Subject Information Access',
  tlsFeature: 'TLS Feature',
  ocspNoCheck: 'OCSP No Check',
  netscapeCertType: 'Netscape Cert Type',
  netscapeComment: 'Netscape Comment',
};

const openssl = hasTool('openssl');

/** Every extension that openssl's configuration can write, with the values expected of us. */
const written: readonly (readonly [line: string, name: string, critical: boolean, value: string | RegExp])[] =
  [
    ['basicConstraints=critical,CA:TRUE,pathlen:2', 'basicConstraints', true, 'CA:TRUE, pathlen:2'],
    [
      'keyUsage=critical,keyCertSign,cRLSign,digitalSignature',
      'keyUsage',
      true,
      'digitalSignature, keyCertSign, cRLSign',
    ],
    [
      'extendedKeyUsage=serverAuth,clientAuth,1.2.3.4',
      'extendedKeyUsage',
      false,
      'serverAuth, clientAuth, 1.2.3.4',
    ],
    ['subjectKeyIdentifier=hash', 'subjectKeyIdentifier', false, /^([0-9A-F]{2}:){19}[0-9A-F]{2}$/],
    [
      'subjectAltName=DNS:a.example,IP:192.0.2.1,URI:https://a.example/x,email:a@a.example',
      'subjectAltName',
      false,
      'DNS:a.example, IP:192.0.2.1, URI:https://a.example/x, email:a@a.example',
    ],
    ['issuerAltName=DNS:issuer.example', 'issuerAltName', false, 'DNS:issuer.example'],
    [
      'authorityInfoAccess=OCSP;URI:http://ocsp.example/,caIssuers;URI:http://ca.example/ca.cer',
      'authorityInfoAccess',
      false,
      'OCSP: URI:http://ocsp.example/, caIssuers: URI:http://ca.example/ca.cer',
    ],
    [
      'subjectInfoAccess=1.3.6.1.5.5.7.48.5;URI:http://r.example/',
      'subjectInfoAccess',
      false,
      'caRepository: URI:http://r.example/',
    ],
    [
      'crlDistributionPoints=URI:http://crl.example/a.crl,URI:http://crl.example/b.crl',
      'cRLDistributionPoints',
      false,
      'URI:http://crl.example/a.crl, URI:http://crl.example/b.crl',
    ],
    ['freshestCRL=URI:http://crl.example/d.crl', 'freshestCRL', false, 'URI:http://crl.example/d.crl'],
    [
      'certificatePolicies=2.23.140.1.2.1,@policy',
      'certificatePolicies',
      false,
      'domainValidated, 1.2.3.4.5 (CPS: https://cps.example/)',
    ],
    [
      'nameConstraints=critical,permitted;DNS:.example.com,permitted;IP:10.0.0.0/255.0.0.0,excluded;DNS:bad.example.com',
      'nameConstraints',
      true,
      'permitted: DNS:.example.com, IP:10.0.0.0/255.0.0.0; excluded: DNS:bad.example.com',
    ],
    ['policyConstraints=requireExplicitPolicy:3', 'policyConstraints', false, 'requireExplicitPolicy: 3'],
    ['inhibitAnyPolicy=2', 'inhibitAnyPolicy', false, 'after 2 certificates'],
    ['policyMappings=1.2.3:1.2.4', 'policyMappings', false, '1.2.3 = 1.2.4'],
    ['tlsfeature=status_request', 'tlsFeature', false, 'status_request'],
    ['nsCertType=server,client', 'netscapeCertType', false, 'SSL client, SSL server'],
    ['nsComment="made for a test"', 'netscapeComment', false, 'made for a test'],
    ['noCheck=ignored', 'ocspNoCheck', false, 'yes'],
    ['1.2.3.4.5.6=DER:0403010203', '1.2.3.4.5.6', false, '0403010203'],
  ];

interface Made {
  readonly details: CertificateDetails;
  readonly text: string;
}

function makeWithOpenssl(): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), 'signet-extensions-'));
  const config = join(folder, 'config');
  const lines = written.map(([line]) => line);
  writeFileSync(
    config,
    `[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=ext\n[ext]\n${lines.join('\n')}\n` +
      '[policy]\npolicyIdentifier=1.2.3.4.5\nCPS.1=https://cps.example/\n',
  );
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder });
    if (status !== 0) throw new Error(String(stderr));
    return stdout;
  };
  run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k', '-out', 'c', '-config', config);
  run('x509', '-in', 'c', '-outform', 'DER', '-out', 'c.der');
  const text = String(run('x509', '-in', 'c', '-noout', '-text'));
  return describeInFull(new Uint8Array(readFileSync(join(folder, 'c.der')))).then((details) => ({
    details,
    text,
  }));
}

describe('the extensions of a certificate', () => {
  it.skipIf(!openssl)('are named as the standards name them, all that openssl can write', async () => {
    const { details, text } = await makeWithOpenssl();
    for (const [line, name, critical, value] of written) {
      const extension = details.extensions.find((each) => each.name === name);
      expect(extension, line).toMatchObject({ name, critical });
      if (typeof value === 'string') expect(extension?.value, line).toBe(value);
      else expect(extension?.value, line).toMatch(value);
    }
    expect(details.extensions).toHaveLength(written.length);
    // openssl prints the same extensions, as critical or not.
    for (const { name, critical } of details.extensions) {
      expect(text).toContain(`${opensslNames[name] ?? name}: ${critical ? 'critical' : ''}`);
    }
  });

  it.skipIf(!openssl).each(['leaf', 'intermediate', 'root', 'names', 'ec-p-256'])(
    'of %s are those that openssl prints, in its order',
    async (name) => {
      const { extensions, pem, version } = await describeInFull(await certificateFixture(name));
      const { stdout } = spawnSync('openssl', ['x509', '-noout', '-text'], { input: pem });
      const printed = String(stdout);
      const order = extensions.map((each) => printed.indexOf(`${opensslNames[each.name] ?? each.oid}:`));
      expect(order).not.toContain(-1);
      expect(order).toEqual([...order].sort((one, other) => one - other));
      expect(printed).toContain(`Version: ${version}`);
    },
  );

  it('that break their own rules are given in hex, and nothing is lost with them', async () => {
    const der = Uint8Array.from(await certificateFixture('leaf'));
    const before = await describeInFull(der);
    // subjectAltName begins with the OID 2.5.29.17; the SEQUENCE inside becomes an INTEGER.
    const at = Buffer.from(der).indexOf(Buffer.from('0603551d11', 'hex'));
    const sequence = Buffer.from(der).indexOf(0x30, at + 5);
    der[sequence] = 0x02;
    const after = await describeInFull(der);
    const name = (details: CertificateDetails) => details.extensions.map((each) => each.name);
    expect(name(after)).toEqual(name(before));
    expect(after.extensions.find((each) => each.name === 'subjectAltName')?.value).toMatch(/^02/);
    await expectCode(() => describeInFull(der.subarray(0, 40)), 'not-a-certificate');
  });
});

describe('the hashes of a certificate and its key', () => {
  it('are the thumbprints in both of their forms', async () => {
    const details = await describeInFull(await certificateFixture('leaf'));
    const { digests } = details;
    expect(digests.certificateSha256.base64url).toBe(details['x5t#S256']);
    expect(digests.certificateSha1.base64url).toBe(details.x5t);
    expect(digests.certificateSha256.hex).toBe(details.sha256.replaceAll(':', '').toLowerCase());
    expect(digests.thumbprint?.base64url).toBe(details.key.thumbprint);
    expect(Buffer.from(digests.keySha256.hex, 'hex').toString('base64url')).toBe(digests.keySha256.base64url);
    expect(details.publicKeyFingerprint).toBe(
      `SHA256:${Buffer.from(digests.keySha256.hex, 'hex').toString('base64')}`,
    );
  });

  it.skipIf(!openssl)('are what openssl works out of the public key', async () => {
    const { pem, digests, subjectKeyId } = await describeInFull(await certificateFixture('leaf'));
    const run = (args: string[], input: Uint8Array | string) => spawnSync('openssl', args, { input }).stdout;
    const key = run(['x509', '-pubkey', '-noout'], pem);
    const der = run(['pkey', '-pubin', '-outform', 'DER'], key);
    expect(String(run(['dgst', '-sha256'], der))).toContain(digests.keySha256.hex);
    expect(subjectKeyId?.replaceAll(':', '').toLowerCase()).toBe(digests.keySha1.hex);
  });

  it('leave out the thumbprint of a key that JWK cannot express', async () => {
    const { digests } = await describeInFull(await certificateFixture('ec-brainpool'));
    expect(digests.thumbprint).toBeUndefined();
    expect(digests.keySha256.hex).toMatch(/^[0-9a-f]{64}$/);
  });
});
