import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import { hoverTooltip } from '@codemirror/view';
import type { KnownMember } from '../../../shared/jwt/claim-names.ts';

type Known = Readonly<Record<string, KnownMember>>;

/** Offers the names of members that a standard defines, where a member at the top can begin. */
export function completeMembers(known: Known) {
  const options = Object.entries(known).map(
    ([name, { title, meaning, reference }]): Completion => ({
      label: name,
      detail: title,
      info: `${meaning} (${reference})`,
      apply: `"${name}": `,
    }),
  );
  return (context: CompletionContext): CompletionResult | null => {
    // From the quote, or from where a name could begin: after a brace, a comma, or white space.
    const typed = context.matchBefore(/"?[\w#.-]*/);
    if (!typed || (typed.from === typed.to && !context.explicit)) return null;
    const before = context.state.sliceDoc(0, typed.from).trimEnd();
    if (!/[{,]$/.test(before) || depthOf(before) !== 1) return null;
    // A quote that the editor or the user has closed already goes with the name.
    const to = context.state.sliceDoc(context.pos, context.pos + 1) === '"' ? context.pos + 1 : context.pos;
    const start = typed.text.replace('"', '');
    return {
      from: typed.from,
      to,
      options: options.filter(({ label }) => label.startsWith(start)),
      // The quote that was typed is no part of the names.
      filter: false,
    };
  };
}

/** Says what a member at the top means, while the pointer rests on its name. */
export function explainMembers(known: Known) {
  return hoverTooltip((view, position) => {
    const node = syntaxTree(view.state).resolveInner(position, 1);
    if (node.name !== 'PropertyName') return null;
    const name = view.state.sliceDoc(node.from + 1, node.to - 1);
    const member = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!member || depthOf(view.state.sliceDoc(0, node.from)) !== 1) return null;
    return {
      pos: node.from,
      end: node.to,
      create() {
        const dom = document.createElement('div');
        dom.className = 'cm-member-meaning';
        dom.textContent = `${member.title}: ${member.meaning} (${member.reference})`;
        return { dom };
      },
    };
  });
}

/** How many braces and brackets are open at the end of a text; undefined inside a string. */
export function depthOf(text: string): number | undefined {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  if (bare.includes('"')) return undefined;
  let depth = 0;
  for (const [brace] of bare.matchAll(/[{}[\]]/g)) depth += brace === '{' || brace === '[' ? 1 : -1;
  return depth;
}
