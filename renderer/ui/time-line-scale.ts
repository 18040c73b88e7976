export interface TimeLineMark {
  readonly name: 'iat' | 'nbf' | 'exp' | 'now';
  /** What stands above it: marks that would overlap share one label. Empty for those whose label another one bears. */
  readonly label: string;
  readonly seconds: number;
  /** Place on the line, 0 to 1. */
  readonly at: number;
}

export type Validity = 'valid' | 'expired' | 'not-yet-valid' | 'unbounded';

export interface TimeLineScale {
  readonly marks: readonly TimeLineMark[];
  /** The valid stretch, as places on the line. */
  readonly from: number;
  readonly to: number;
  readonly validity: Validity;
}

const margin = 0.06;

/**
 * Lays the times of a token and now on a line. A now that is far away would squeeze the token's own life to a dot, so it
 * is drawn at the edge instead.
 */
export function timeLineScale(
  times: {
    readonly iat?: number | undefined;
    readonly nbf?: number | undefined;
    readonly exp?: number | undefined;
  },
  now: number,
): TimeLineScale | undefined {
  const own = [times.iat, times.nbf, times.exp].filter((each) => each !== undefined);
  if (own.length === 0) return undefined;
  const first = Math.min(...own);
  const last = Math.max(...own);
  const life = Math.max(last - first, 60);
  const clampedNow = Math.min(Math.max(now, first - life * 0.6), last + life * 0.6);
  const low = Math.min(first, clampedNow);
  const high = Math.max(last, clampedNow, low + 60);
  const place = (seconds: number) =>
    margin + ((Math.min(Math.max(seconds, low), high) - low) / (high - low)) * (1 - 2 * margin);

  const start = times.nbf ?? times.iat;
  const marks = (['iat', 'nbf', 'exp'] as const).flatMap((name) => {
    const seconds = times[name];
    return seconds === undefined ? [] : [{ name, label: name, seconds, at: place(seconds) }];
  });
  return {
    marks: [...shareLabels(marks), { name: 'now', label: 'now', seconds: now, at: place(clampedNow) }],
    from: start === undefined ? 0 : place(start),
    to: times.exp === undefined ? 1 : place(times.exp),
    validity: judge(times, now),
  };
}

const labelWidth = 0.09;

function shareLabels(marks: readonly TimeLineMark[]): TimeLineMark[] {
  const shared: TimeLineMark[] = [];
  for (const mark of marks) {
    const bearer = shared.findIndex((each) => Math.abs(each.at - mark.at) < labelWidth);
    const other = shared[bearer];
    if (other) shared[bearer] = { ...other, label: `${other.label} ${mark.label}` };
    shared.push(other ? { ...mark, label: '' } : mark);
  }
  return shared;
}

function judge(
  times: { readonly nbf?: number | undefined; readonly exp?: number | undefined },
  now: number,
): Validity {
  if (times.exp !== undefined && now >= times.exp) return 'expired';
  if (times.nbf !== undefined && now < times.nbf) return 'not-yet-valid';
  return times.exp === undefined ? 'unbounded' : 'valid';
}
