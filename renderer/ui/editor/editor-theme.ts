import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours come from the tokens file: custom properties reach into the shadow root. */
export const jsonHighlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syntax-name)' },
  { tag: tags.string, color: 'var(--syntax-string)' },
  { tag: tags.number, color: 'var(--syntax-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--syntax-word)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--text-faint)' },
]);

export function editorTheme(minLines: number) {
  return EditorView.theme({
    '&': { backgroundColor: 'transparent', color: 'var(--text)', fontSize: 'var(--size-mono)' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': {
      fontFamily: 'var(--font-mono)',
      lineHeight: '1.25rem',
      maxHeight: '22rem',
      overflow: 'auto',
    },
    '.cm-content': {
      padding: '0.375rem 0',
      minHeight: `${minLines * 1.25 + 0.75}rem`,
      caretColor: 'var(--text)',
    },
    '.cm-line': { padding: '0 0.625rem' },
    '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft) !important', outline: 'none' },
    '.cm-selectionBackground, ::selection': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
    },
    '.cm-tooltip': {
      border: '1px solid var(--line-strong)',
      borderRadius: 'var(--radius)',
      backgroundColor: 'var(--surface)',
      color: 'var(--text)',
      boxShadow: 'var(--shadow-high)',
      overflow: 'hidden',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '14rem' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.1875rem 0.625rem' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--surface-selected)',
      color: 'var(--text)',
    },
    '.cm-completionDetail': {
      color: 'var(--text-faint)',
      fontFamily: 'var(--font)',
      fontSize: 'var(--size-small)',
      fontStyle: 'normal',
    },
    '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
    '.cm-tooltip.cm-completionInfo, .cm-member-meaning': {
      maxWidth: '22rem',
      padding: '0.375rem 0.625rem',
      fontFamily: 'var(--font)',
      fontSize: 'var(--size-small)',
    },
    '.cm-diagnostic-error': { borderLeft: '3px solid var(--danger)' },
    '.cm-diagnostic-warning': { borderLeft: '3px solid var(--warning)' },
    '.cm-diagnostic': {
      padding: '0.375rem 0.625rem',
      fontFamily: 'var(--font)',
      fontSize: 'var(--size-small)',
    },
  });
}
