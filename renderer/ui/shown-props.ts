import { isValidElement } from 'react';
import { showHiddenInLines } from '../../shared/base/hidden-characters.ts';
import { longFrom } from './cut-lines.ts';

/** Attributes that are read out or shown. What stands in a field, its `value`, is left as it is: it goes back to the core. */
const attributes = ['title', 'aria-label', 'aria-description', 'alt', 'placeholder', 'label'] as const;
const longestAttribute = 1000;

/** Elements that take one text alone. */
const oneText: ReadonlySet<unknown> = new Set(['option', 'textarea', 'title']);
/** A browser lays out a run without spaces in a time that grows with the square of its length. */
const longestRun = 500;

type Props = Readonly<Record<string, unknown>>;

/**
 * The props of an element with their texts as a window may show them: control, bidirectional and other hidden characters,
 * which can make a text look like another, as `\u{202e}`; and in pieces, and of a length, that can be laid out.
 */
export function shownProps(type: unknown, given: unknown): Props {
  const props = given as Props;
  const { children } = props;
  const isElement = typeof type === 'string';
  // A component hands its children on: their length matters where they end up.
  const draw = isElement ? (text: string) => inPieces(cut(text, longFrom), type) : showHiddenInLines;
  const shown = mapTexts(children, draw);
  const changed: Record<string, unknown> = shown === children ? {} : { children: shown };
  if (isElement) {
    for (const name of attributes) {
      const text = props[name];
      if (typeof text !== 'string') continue;
      const shownText = cut(text, longestAttribute);
      if (shownText !== text) changed[name] = shownText;
    }
  }
  return Object.keys(changed).length === 0 ? props : { ...props, ...changed };
}

function mapTexts(children: unknown, draw: (text: string) => unknown): unknown {
  if (typeof children === 'string') return draw(children);
  if (!Array.isArray(children) || isValidElement(children)) return children;
  const shown = children.map((child) => mapTexts(child, draw));
  return shown.every((child, index) => child === children[index]) ? children : shown;
}

/** What is meant to be longer is drawn by LongText, a few lines at a time. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return showHiddenInLines(text);
  const more = (text.length - longest).toLocaleString('en');
  return `${showHiddenInLines(text.slice(0, longest))}… and ${more} more characters`;
}

/** A long text as several: each is laid out by itself, and a reader sees one. */
function inPieces(text: string, type: unknown): string | readonly string[] {
  if (text.length <= longestRun || oneText.has(type)) return text;
  return text.match(pieces) ?? text;
}

const pieces = new RegExp(`[^]{1,${longestRun}}`, 'gu');
