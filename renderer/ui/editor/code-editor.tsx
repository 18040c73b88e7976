import { autocompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import { linter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { hiddenCharacters, showHidden } from '../../../shared/base/hidden-characters.ts';
import { isJsonObject, parseJson } from '../../../shared/base/json.ts';
import type { KnownMember } from '../../../shared/jwt/claim-names.ts';
import { completeMembers, explainMembers } from './complete-members.ts';
import { editorTheme, jsonHighlighting } from './editor-theme.ts';

interface CodeEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  minLines: number;
  /** Members whose names are completed and explained. */
  known: Readonly<Record<string, KnownMember>>;
}

/**
 * CodeMirror inside a shadow root: there its style sheets are adopted ones, which a strict CSP allows, whereas the
 * style element it would add to the document is not.
 */
export function CodeEditor({ label, value, onChange, minLines, known }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ value, onChange });
  /** Texts handed out that have not come back as the value yet. */
  const typed = useRef<string[]>([]);
  latest.current = { value, onChange };

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          history(),
          indentOnInput(),
          bracketMatching(),
          highlightSpecialChars({ specialChars: hiddenCharacters, render: drawHidden }),
          // Tab leaves the editor, as it leaves every field: no keyboard trap.
          keymap.of([...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter'), ...historyKeymap]),
          json(),
          autocompletion({ override: [completeMembers(known)], icons: false }),
          explainMembers(known),
          syntaxHighlighting(jsonHighlighting),
          linter((each) => lintJson(each.state.doc.toString()), { delay: 120 }),
          EditorView.lineWrapping,
          EditorView.domEventHandlers({ beforeinput: typeOverSelection }),
          editorTheme(minLines),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocorrect: 'off' }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            if (text === latest.current.value) return;
            typed.current.push(text);
            latest.current.onChange(text);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [label, minLines, known]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    // What was typed comes back as the value a moment later, when more may have been typed: it must not undo that.
    const echo = typed.current.indexOf(value);
    typed.current = echo < 0 ? [] : typed.current.slice(echo + 1);
    if (echo >= 0) return;
    const changes = smallestChange(editor.state.doc.toString(), value);
    if (changes) editor.dispatch({ changes });
  }, [value]);

  return <div ref={host} className="json-editor-frame" />;
}

/**
 * Types over a selection by the editor's own means: the browser would give the new text the look of the old by an inline
 * style, which the CSP refuses, and says so.
 */
function typeOverSelection(event: InputEvent, editor: EditorView): boolean {
  const isTyped = event.inputType === 'insertText' && !event.isComposing && event.data !== null;
  const { main, ranges } = editor.state.selection;
  if (!isTyped || main.empty || ranges.length > 1) return false;
  editor.dispatch(editor.state.replaceSelection(event.data), {
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  event.preventDefault();
  return true;
}

/** A hidden character, in the editor as everywhere else; the text itself keeps it. */
function drawHidden(code: number): HTMLElement {
  const drawn = document.createElement('span');
  drawn.className = 'cm-specialChar';
  drawn.textContent = showHidden(String.fromCodePoint(code));
  return drawn;
}

/** Marks where a text stops being a JSON object, and member names that stand twice. */
export function lintJson(text: string): Diagnostic[] {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const from = Math.max(0, Math.min(parsed.at, text.length - 1));
    return [{ from, to: Math.min(text.length, from + 1), severity: 'error', message: parsed.message }];
  }
  if (!isJsonObject(parsed.value)) {
    return [{ from: 0, to: text.length, severity: 'error', message: 'this must be a JSON object: { … }' }];
  }
  return parsed.duplicates.map((path) => {
    const name = JSON.stringify(path.split('.').at(-1) ?? path);
    const from = Math.max(0, text.lastIndexOf(name));
    return { from, to: from + name.length, severity: 'warning', message: `${path} stands more than once` };
  });
}

/** What has to be replaced in a text so that it becomes another, so that the caret stays where nothing changed; undefined for nothing. */
export function smallestChange(
  before: string,
  after: string,
): { readonly from: number; readonly to: number; readonly insert: string } | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
