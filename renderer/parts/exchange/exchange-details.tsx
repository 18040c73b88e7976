import type { ExchangeFacts, TokenExchange, TracedMessage } from '../../../shared/oauth/token-exchange.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { TimingBars } from '../../ui/timing-bars.tsx';
import { milliseconds } from '../../ui/timing-phases.ts';
import { clockWords } from './clock-words.ts';

interface ExchangeDetailsProps {
  exchange: ExchangeFacts & Pick<TokenExchange, 'ok' | 'earlier'>;
}

/** What went over the wire, and how long each part of it took. Secrets and tokens are `***` there. */
export function ExchangeDetails({ exchange }: ExchangeDetailsProps) {
  const { timing, request, response, earlier, ok, tls } = exchange;
  return (
    <div>
      <Disclosure title="Timing" note={milliseconds(timing.total)} startsOpen>
        <TimingBars timing={timing} />
      </Disclosure>
      <Disclosure
        title="Connection"
        note={tls ? `${tls.protocol}, ${trustWords[tls.trust]}` : 'not encrypted'}
      >
        <Facts facts={connectionFacts(exchange)} />
      </Disclosure>
      {earlier ? (
        <Disclosure title="First attempt" note="the server asked for its nonce in the DPoP proof">
          <Message label="first request" message={earlier.request} />
          <Message label="first response" message={earlier.response} />
        </Disclosure>
      ) : null}
      <Disclosure title="Raw request" note={request.line}>
        <Message label="raw request" message={request} />
      </Disclosure>
      <Disclosure title="Raw response" note={response.line} startsOpen={!ok}>
        <Message label="raw response" message={response} />
      </Disclosure>
    </div>
  );
}

const trustWords = {
  authority: 'trusted',
  accepted: 'accepted certificate',
  insecure: 'certificate not checked',
} as const;

function connectionFacts({ url, tls, proxy, clockOffsetSeconds }: ExchangeFacts): Fact[] {
  return [
    { name: 'Address', value: url, mono: true, copy: url },
    ...(proxy === undefined ? [] : [{ name: 'Proxy', value: proxy, mono: true }]),
    ...(tls === undefined
      ? []
      : [
          { name: 'TLS', value: `${tls.protocol}, ${tls.cipher}` },
          { name: 'Server certificate', value: `${tls.certificate.subject}: ${trustWords[tls.trust]}` },
          { name: 'SHA-256', value: tls.certificate.sha256, mono: true, copy: tls.certificate.sha256 },
          { name: 'Client certificate', value: tls.clientCertificate ? 'sent' : 'none' },
        ]),
    ...(clockOffsetSeconds === undefined
      ? []
      : [{ name: 'Server’s clock', value: clockWords(clockOffsetSeconds) }]),
  ];
}

function Message({ label, message }: { label: string; message: TracedMessage }) {
  return <CodeBlock wrap label={label} text={traceText(message)} />;
}

/** A message as it went over the wire. */
function traceText({ line, headers, body }: TracedMessage): string {
  const head = [line, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
  return body === '' ? head : `${head}\n\n${body}`;
}
