import { escapeUnits } from '../../base/hidden-characters.ts';
import type { SnippetParts, SnippetProxy, SnippetValue } from './snippet-parts.ts';

/** A Java program of one file, for `java TokenRequest.java` (11 or newer). */
export function printJava(parts: SnippetParts): string {
  const { url, basic, headers, form, insecure, identity, ca, proxy, timeoutSeconds } = parts;
  const given = proxy !== undefined && proxy !== 'none' ? proxy : undefined;
  const ownTls = insecure || identity !== undefined || ca !== undefined;
  const address = url
    .map((part) => ('text' in part ? literal(part.text) : `encode(${variable(part.variable)})`))
    .join(' + ');
  const lines = [
    ...(given ? ['import java.net.Authenticator;', 'import java.net.InetSocketAddress;'] : []),
    ...(given ? ['import java.net.PasswordAuthentication;', 'import java.net.ProxySelector;'] : []),
    'import java.net.URI;',
    'import java.net.URLEncoder;',
    'import java.net.http.HttpClient;',
    'import java.net.http.HttpRequest;',
    'import java.net.http.HttpResponse;',
    'import java.nio.charset.StandardCharsets;',
    ...(timeoutSeconds === undefined ? [] : ['import java.time.Duration;']),
    ...(identity || ca !== undefined
      ? ['import java.io.FileInputStream;', 'import java.security.KeyStore;']
      : []),
    ...(ca === undefined
      ? []
      : [
          'import java.security.cert.Certificate;',
          'import java.security.cert.CertificateFactory;',
          'import javax.net.ssl.TrustManagerFactory;',
        ]),
    ...(basic ? ['import java.util.Base64;'] : []),
    ...(identity ? ['import javax.net.ssl.KeyManagerFactory;'] : []),
    ...(ownTls ? ['import javax.net.ssl.SSLContext;'] : []),
    ...(insecure
      ? [
          'import java.net.Socket;',
          'import java.security.cert.X509Certificate;',
          'import javax.net.ssl.SSLEngine;',
          'import javax.net.ssl.TrustManager;',
          'import javax.net.ssl.X509ExtendedTrustManager;',
        ]
      : []),
    '',
    'public class TokenRequest {',
    '  public static void main(String[] arguments) throws Exception {',
    '    String body = String.join("&",',
    form
      .map(([name, value]) => `        encode(${literal(name)}) + "=" + encode(${expression(value)})`)
      .join(',\n'),
    '    );',
    `    HttpRequest request = HttpRequest.newBuilder(URI.create(${address}))`,
    ...(basic
      ? [
          `        .header("Authorization", "Basic " + base64(${literal(`${basic.user}:`)} + encode(${variable(basic.secret)})))`,
        ]
      : []),
    ...headers.map(([name, value]) => `        .header(${literal(name)}, ${expression(value)})`),
    ...(timeoutSeconds === undefined ? [] : [`        .timeout(Duration.ofSeconds(${timeoutSeconds}))`]),
    '        .POST(HttpRequest.BodyPublishers.ofString(body))',
    '        .build();',
    '    HttpClient client = HttpClient.newBuilder()',
    '        .version(HttpClient.Version.HTTP_1_1)',
    ...(ownTls ? ['        .sslContext(tls())'] : []),
    ...(proxy === 'none' ? ['        .proxy(HttpClient.Builder.NO_PROXY)'] : []),
    ...(given ? proxyLines(given) : []),
    '        .build();',
    '    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());',
    '    System.out.println(answer.statusCode() + " " + answer.body());',
    '  }',
    '',
    '  static String encode(String text) {',
    '    return URLEncoder.encode(text, StandardCharsets.UTF_8);',
    '  }',
    ...(basic
      ? [
          '',
          '  static String base64(String text) {',
          '    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));',
          '  }',
        ]
      : []),
    ...(ownTls ? tlsContext(insecure, identity !== undefined, ca) : []),
    '}',
  ];
  return lines.join('\n');
}

// Java has no reader for PEM: a PKCS#12 file takes the place of certificate and key.
function tlsContext(insecure: boolean, mutual: boolean, ca: string | undefined): readonly string[] {
  return [
    '',
    '  static SSLContext tls() throws Exception {',
    ...(mutual
      ? [
          '    char[] password = System.getenv("SIGNET_CLIENT_P12_PASSWORD").toCharArray();',
          '    KeyStore store = KeyStore.getInstance("PKCS12");',
          '    store.load(new FileInputStream(System.getenv("SIGNET_CLIENT_P12")), password);',
          '    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());',
          '    keys.init(store, password);',
        ]
      : []),
    ...(ca === undefined || insecure
      ? []
      : [
          '    KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());',
          '    authorities.load(null, null);',
          `    try (FileInputStream file = new FileInputStream(${variable(ca)})) {`,
          '      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(file)) {',
          '        authorities.setCertificateEntry("authority-" + authorities.size(), each);',
          '      }',
          '    }',
          '    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());',
          '    trust.init(authorities);',
        ]),
    '    SSLContext context = SSLContext.getInstance("TLS");',
    `    context.init(${mutual ? 'keys.getKeyManagers()' : 'null'}, ${insecure ? 'new TrustManager[] {new Anyone()}' : ca === undefined ? 'null' : 'trust.getTrustManagers()'}, null);`,
    '    return context;',
    '  }',
    ...(insecure
      ? [
          '',
          '  /** Believes any server. */',
          '  static class Anyone extends X509ExtendedTrustManager {',
          ...['Client', 'Server'].flatMap((side) =>
            ['', ', Socket socket', ', SSLEngine engine'].map(
              (more) => `    public void check${side}Trusted(X509Certificate[] chain, String type${more}) {}`,
            ),
          ),
          '    public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }',
          '  }',
        ]
      : []),
  ];
}

function proxyLines({ address, user, password }: Exclude<SnippetProxy, 'none'>): readonly string[] {
  const [, host = address, port = '80'] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  const secret = password === undefined ? '""' : variable(password);
  return [
    `        .proxy(ProxySelector.of(new InetSocketAddress(${literal(host)}, ${port})))`,
    ...(user === undefined
      ? []
      : [
          '        .authenticator(new Authenticator() {',
          '          protected PasswordAuthentication getPasswordAuthentication() {',
          `            return new PasswordAuthentication(${literal(user)}, ${secret}.toCharArray());`,
          '          }',
          '        })',
        ]),
  ];
}

function expression(value: SnippetValue): string {
  return 'text' in value ? literal(value.text) : variable(value.variable);
}

function variable(name: string): string {
  return `System.getenv("${name}")`;
}

/**
 * Beyond ASCII as `\\uXXXX`, since older compilers read sources in the platform's encoding. Java replaces these before it
 * looks for the ends of strings and lines (JLS section 3.3): JSON has quotes and line breaks escaped otherwise, and doubles
 * the backslash of a `\\u` in the text itself.
 */
function literal(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, escapeUnits);
}
