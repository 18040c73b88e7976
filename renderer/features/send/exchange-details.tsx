import type { TokenExchange, TracedMessage } from '../../../shared/oauth/token-exchange.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TimingBars } from '../../ui/timing-bars.tsx';
import { milliseconds } from '../../ui/timing-phases.ts';
import { traceText } from './trace-text.ts';

/** What went over the wire, and how long each part of it took. Secrets and tokens are `***` there. */
export function ExchangeDetails({ exchange }: { exchange: TokenExchange }) {
  return (
    <div>
      <Disclosure title="Timing" note={milliseconds(exchange.timing.total)} startsOpen>
        <TimingBars timing={exchange.timing} />
      </Disclosure>
      <Disclosure title="Raw request" note={exchange.request.line}>
        <Message label="raw request" message={exchange.request} />
      </Disclosure>
      <Disclosure title="Raw response" note={exchange.response.line} startsOpen={!exchange.ok}>
        <Message label="raw response" message={exchange.response} />
      </Disclosure>
    </div>
  );
}

function Message({ label, message }: { label: string; message: TracedMessage }) {
  return <CodeBlock wrap label={label} text={traceText(message)} />;
}
