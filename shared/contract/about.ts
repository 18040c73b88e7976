import * as field from '../base/fields.ts';
import { method } from './method.ts';

export interface About {
  readonly version: string;
  readonly face: 'desktop' | 'loopback';
  /** The folder that holds everything Signet keeps. */
  readonly home: string;
}

export const aboutMethods = { get: method<About>()(field.nothing) };
