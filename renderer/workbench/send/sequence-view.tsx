import { Disclosure } from '../../ui/disclosure.tsx';
import type { Message, Sequence } from './sequence.ts';
import './sequence.css';

/** The flow as it went, drawn: who said what to whom, with the values that were said. */
export function SequenceView({ sequence }: { sequence: Sequence }) {
  const { participants, messages } = sequence;
  const columns = { gridTemplateColumns: `repeat(${participants.length}, minmax(0, 1fr))` };
  return (
    <Disclosure title="Sequence" note={`${messages.length} steps`}>
      <div className="sequence">
        <div className="sequence-heads" style={columns} aria-hidden="true">
          {participants.map((name) => (
            <span key={name} className="sequence-head break">
              {name}
            </span>
          ))}
        </div>
        <div className="sequence-lines" style={columns} aria-hidden="true">
          {participants.map((name) => (
            <span key={name} />
          ))}
        </div>
        <ol className="sequence-messages">
          {messages.map((message, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a message has no identity but its place.
            <li key={index} className="sequence-row" style={columns}>
              <Arrow message={message} participants={participants} />
            </li>
          ))}
        </ol>
      </div>
    </Disclosure>
  );
}

function Arrow({ message, participants }: { message: Message; participants: readonly string[] }) {
  const { from, to, title, values, failed } = message;
  const [start, end] = [participants.indexOf(from), participants.indexOf(to)];
  const left = Math.min(start, end);
  const span = Math.abs(end - start) + 1;
  const isOwn = start === end;
  const direction = isOwn ? 'own' : end > start ? 'right' : 'left';
  return (
    <div
      className={`sequence-message sequence-${direction}${failed ? ' sequence-failed' : ''}`}
      style={{
        gridColumn: isOwn ? `${left + 1} / -1` : `${left + 1} / span ${span}`,
        // From the middle of one column to the middle of the other.
        marginInline: isOwn ? `calc(50% / ${participants.length - left}) 0` : `calc(50% / ${span})`,
      }}
    >
      <span className="visually-hidden">{isOwn ? `${from} ` : `${from} to ${to}: `}</span>
      <span className="sequence-title mono break">{title}</span>
      {values.length > 0 ? <span className="sequence-values break">{values.join(' · ')}</span> : null}
    </div>
  );
}
