import type { ClientKind } from '../../shared/contract/playground.ts';

/** One step of the tour, with the values it really had. Client secrets stand as `***`. */
export interface TourStep {
  readonly flow: 'set-up' | ClientKind;
  readonly name: string;
  /** What happens, in a sentence. */
  readonly title: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Tells a step of one flow. */
export type TellStep = (name: string, title: string, values: TourStep['values']) => void;
