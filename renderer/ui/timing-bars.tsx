import type { Timing } from '../../shared/oauth/token-exchange.ts';
import './timing-bars.css';
import { timingPhases } from './timing-phases.ts';

/** Where the time of a request went, phase after phase. */
export function TimingBars({ timing }: { timing: Timing }) {
  const phases = timingPhases(timing);
  return (
    <ul className="timing" aria-label="Timing">
      {phases.map((phase) => (
        <li key={phase.name} className="timing-phase">
          <span className="timing-name">{phase.name}</span>
          <span className="timing-track" aria-hidden="true">
            <span
              className={`timing-bar timing-${phase.key}`}
              style={{ left: `${phase.from * 100}%`, width: `max(2px, ${phase.share * 100}%)` }}
            />
          </span>
          <span className="timing-value">{phase.words}</span>
        </li>
      ))}
    </ul>
  );
}
