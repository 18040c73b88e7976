import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { describeChain } from '../../../core/certificate/describe-chain.ts';
import {
  fetchCertificates,
  parseServerAddress,
  type ServerAddress,
} from '../../../core/http/fetch-certificate.ts';
import { certificateFixture, expectCode, textFixture } from '../fixture.ts';

const running: Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

async function listen(server: Server): Promise<ServerAddress> {
  running.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const identity: TlsOptions = {
  key: textFixture('pem/rsa-2048.pkcs8.pem'),
  cert: textFixture('certificates/leaf.pem') + textFixture('certificates/intermediate.pem'),
};

function tlsServer(options: TlsOptions = {}): Server {
  const server = createTlsServer({ ...identity, ...options });
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => socket.on('error', () => {}));
  return server;
}

describe('the address of a server', () => {
  it.each([
    ['example.com:8443', 'example.com', 8443],
    ['example.com', 'example.com', 443],
    ['https://example.com/oauth2/token?x=1', 'example.com', 443],
    ['https://example.com:9443/', 'example.com', 9443],
    ['[2001:db8::1]:443', '2001:db8::1', 443],
    [' 127.0.0.1:1 ', '127.0.0.1', 1],
  ])('%s', (text, host, port) => expect(parseServerAddress(text)).toEqual({ host, port }));

  it.each([
    '',
    'a:0',
    'a:65536',
    'http://example.com',
    'a b:1',
    'user@example.com',
    ':443',
    'a\0b',
    'a%zz',
    '[::1',
    '[1:2:3]',
    '<a>',
    '999.999.999.999',
  ])('%j is none', (text) => expect(parseServerAddress(text)).toBeUndefined());
});

describe('certificates of a TLS server', () => {
  it('come with their whole chain, trusted or not', async () => {
    const address = await listen(tlsServer());
    const { certificates, server } = await fetchCertificates(address);
    expect(certificates).toEqual([
      await certificateFixture('leaf'),
      await certificateFixture('intermediate'),
    ]);
    expect(server).toMatchObject({ ...address, protocol: 'TLSv1.3', trusted: false });
    expect(server.reason).toMatch(/^[A-Z_]+$/);
    expect(await describeChain(certificates)).toMatchObject({ complete: false });
  });

  it('name the server that they are asked of', async () => {
    const asked: string[] = [];
    const { port } = await listen(
      tlsServer({
        SNICallback: (name, done) => {
          asked.push(name);
          done(null);
        },
      }),
    );
    await fetchCertificates({ host: 'localhost', port });
    expect(asked).toEqual(['localhost']);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'are shown by a server that wants the client’s own too, over %s',
    async (version) => {
      const address = await listen(
        tlsServer({
          requestCert: true,
          rejectUnauthorized: true,
          minVersion: version,
          maxVersion: version,
        }),
      );
      const { certificates } = await fetchCertificates(address);
      expect(certificates[0]).toEqual(await certificateFixture('leaf'));
    },
  );

  it('are shown where the key is short', async () => {
    const options = {
      key: textFixture('pem/rsa-1024.pkcs8.pem'),
      cert: textFixture('certificates/rsa-1024.pem'),
      ciphers: 'DEFAULT:@SECLEVEL=0',
    };
    const { certificates } = await fetchCertificates(await listen(tlsServer(options)));
    expect(certificates).toEqual([await certificateFixture('rsa-1024')]);
  });

  it('cannot be had where nothing listens, where TLS is not spoken, and where nobody answers', async () => {
    const closed = await listen(tlsServer());
    await fetchCertificates(closed);
    running.pop()?.close();
    await expectCode(() => fetchCertificates(closed), 'endpoint-unreachable');

    const plain = await listen(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    await expectCode(() => fetchCertificates(plain), 'tls-failed');

    const silent = await listen(createServer((socket) => socket.on('error', () => {}).unref()));
    await expectCode(() => fetchCertificates(silent, { timeoutSeconds: 0.05 }), 'endpoint-timeout');
  });

  it('are not waited for once the call is cancelled', async () => {
    const silent = await listen(createServer((socket) => socket.on('error', () => {}).unref()));
    await expectCode(() => fetchCertificates(silent, { signal: AbortSignal.abort() }), 'cancelled');
    const controller = new AbortController();
    const pending = expectCode(() => fetchCertificates(silent, { signal: controller.signal }), 'cancelled');
    controller.abort();
    await pending;
  });
});
