import { relativeTime } from '../../shared/jwt/times.ts';
import { Badge, type Tone } from './badge.tsx';
import { localTime } from './local-time.ts';
import './time-line.css';
import { timeLineScale, type Validity } from './time-line-scale.ts';

interface TimeLineProps {
  times: {
    readonly iat?: number | undefined;
    readonly nbf?: number | undefined;
    readonly exp?: number | undefined;
  };
  now: number;
}

const tones: Record<Validity, Tone> = {
  valid: 'success',
  expired: 'danger',
  'not-yet-valid': 'warning',
  unbounded: 'warning',
};

/** The life of a token as a line, with now on it. The same is said in words beneath. */
export function TimeLine({ times, now }: TimeLineProps) {
  const scale = timeLineScale(times, now);
  if (!scale) return <p className="quiet">The token names no time: it never expires.</p>;
  return (
    <figure className="time-line">
      <figcaption className="row row-apart">
        <span className="sub-heading">Validity</span>
        <Badge tone={tones[scale.validity]}>{inWords(scale.validity, times, now)}</Badge>
      </figcaption>
      <div className="time-line-track" aria-hidden="true">
        <div
          className={`time-line-life time-line-${scale.validity}`}
          style={{ left: `${scale.from * 100}%`, right: `${(1 - scale.to) * 100}%` }}
        />
        {scale.marks.map((mark) => (
          <div
            key={mark.name}
            className={`time-line-mark time-line-mark-${mark.name}`}
            style={{ left: `${mark.at * 100}%` }}
            title={`${mark.name} ${localTime(mark.seconds)}`}
          >
            <span className="time-line-name">{mark.label}</span>
          </div>
        ))}
      </div>
      <ul className="time-line-words">
        {scale.marks
          .filter((mark) => mark.name !== 'now')
          .map((mark) => (
            <li key={mark.name}>
              <span className="mono">{mark.name}</span> {localTime(mark.seconds)}{' '}
              <span className="faint">({relativeTime(mark.seconds, now)})</span>
            </li>
          ))}
      </ul>
    </figure>
  );
}

function inWords(validity: Validity, times: TimeLineProps['times'], now: number): string {
  switch (validity) {
    case 'valid':
      return `expires ${relativeTime(times.exp ?? now, now)}`;
    case 'expired':
      return `expired ${relativeTime(times.exp ?? now, now)}`;
    case 'not-yet-valid':
      return `valid ${relativeTime(times.nbf ?? now, now)}`;
    case 'unbounded':
      return 'never expires';
  }
}
