import type { FetchedStore } from '../../shared/contract/certificate.ts';
import type { OpenKeyStore } from '../../shared/contract/keystore.ts';
import { fakeCertificate, rsaKey } from './fake-certificates.ts';

export const fakeStore: OpenKeyStore = {
  store: 'store-1',
  name: 'keys.p12',
  format: 'pkcs12',
  integrity: 'unchecked',
  passwordNeeded: true,
  entries: [
    {
      alias: 'wso2carbon',
      kind: 'key',
      key: { ...rsaKey, readable: false },
      chain: [
        fakeCertificate('localhost', {
          issuer: 'CN=Example Issuing CA,O=Example,C=DE',
          selfSigned: false,
          san: ['DNS:localhost', 'IP:127.0.0.1'],
        }),
        fakeCertificate('Example Issuing CA', {
          issuer: 'CN=Example Root CA,O=Example,C=DE',
          selfSigned: false,
          notAfter: '2026-12-05T00:00:00Z',
        }),
      ],
    },
    {
      alias: 'old-root',
      kind: 'certificate',
      chain: [
        fakeCertificate('Old Root CA', {
          notBefore: '2010-01-01T00:00:00Z',
          notAfter: '2020-01-01T00:00:00Z',
        }),
      ],
    },
  ],
};

/** What `gateway.example:8443` shows: a certificate whose issuer it does not send. */
export const fakeFetched: FetchedStore = {
  store: 'store-fetched',
  name: 'gateway.example:8443',
  format: 'pem',
  integrity: 'unchecked',
  passwordNeeded: false,
  server: {
    host: 'gateway.example',
    port: 8443,
    protocol: 'TLSv1.3',
    trusted: false,
    reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  },
  entries: [
    {
      alias: 'gateway.example',
      kind: 'certificate',
      chain: [
        fakeCertificate('gateway.example', { issuer: 'CN=Company CA,O=Example,C=DE', selfSigned: false }),
      ],
    },
  ],
};
