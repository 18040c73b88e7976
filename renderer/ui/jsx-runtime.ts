import * as react from 'react/jsx-runtime';
import { shownProps } from './shown-props.ts';

/*
 * What JSX becomes in this window: React's own elements, but that no text in them has a hidden character. tsconfig.json and
 * the builds name this file as the source of JSX, so that no component has to think of it.
 */

export type { JSX } from 'react/jsx-runtime';
export const { Fragment } = react;
export const jsx: typeof react.jsx = (type, props, key) => react.jsx(type, shownProps(type, props), key);
export const jsxs: typeof react.jsxs = (type, props, key) => react.jsxs(type, shownProps(type, props), key);
