import { CompletionContext } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { completeMembers, depthOf } from '../../../renderer/ui/editor/complete-members.ts';
import { knownClaims } from '../../../shared/jwt/claim-names.ts';

const complete = completeMembers(knownClaims);

/** What is offered where `|` stands, and the text once the first of it was taken. */
function at(text: string, explicit = false) {
  const pos = text.indexOf('|');
  const doc = text.replace('|', '');
  const state = EditorState.create({ doc, extensions: [json()] });
  const result = complete(new CompletionContext(state, pos, explicit));
  const [first] = result?.options ?? [];
  const taken =
    result && first
      ? doc.slice(0, result.from) + String(first.apply) + doc.slice(result.to ?? pos)
      : undefined;
  return { names: result?.options.map(({ label }) => label) ?? [], taken };
}

describe('completeMembers', () => {
  it('offers the names that begin as was typed, with or without a quote', () => {
    expect(at('{"iss":"a", "auth|').names).toEqual(['auth_time', 'authorization_details']);
    expect(at('{"ex|"}').taken).toBe('{"exp": }');
    expect(at('{sc|}').taken).toBe('{"scope": }');
    expect(at('{|}', true).names).toContain('iss');
  });

  it('offers nothing inside values and nested objects, nor before it is asked', () => {
    expect(at('{"iss":"ex|"}').names).toEqual([]);
    expect(at('{"iss":"a, ex|"}').names).toEqual([]);
    expect(at('{"act":{"su|"}}').names).toEqual([]);
    expect(at('{|}').names).toEqual([]);
  });
});

it('depthOf passes over braces inside strings, and knows when it is in one', () => {
  expect(depthOf('{"a":"x, ')).toBeUndefined();
  expect(depthOf('{"a":"}}","b":[{')).toBe(3);
});
