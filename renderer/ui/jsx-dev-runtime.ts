import * as react from 'react/jsx-dev-runtime';
import { shownProps } from './shown-props.ts';

/** As jsx-runtime.ts, for development and tests. */

export type { JSX } from 'react/jsx-dev-runtime';
export const { Fragment } = react;
export const jsxDEV: typeof react.jsxDEV = (type, props, ...more) =>
  react.jsxDEV(type, shownProps(type, props), ...more);
