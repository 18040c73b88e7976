import { useState } from 'react';
import type { Server } from '../../../shared/servers/server.ts';
import { fillDraft, unfilledIn } from '../../state/fill-draft.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { sentence } from '../../ui/sentence.ts';
import { TextField } from '../../ui/text-field.tsx';

/** What a server's preset leaves to the user, each asked for once however often it stands in it. */
export function FillIn({ server }: { server: Server }) {
  const { draft, replaceDraft } = useWorkspace();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const names = unfilledIn(draft, server);
  if (names.length === 0) return null;
  const filled = Object.fromEntries(
    names.flatMap((name) => {
      const value = typed[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  const fill = () => {
    replaceDraft(`${Object.keys(filled).join(', ')} filled in`, (before) => fillDraft(before, filled));
    setTyped({});
  };
  return (
    <section className="fill-in" aria-label={`To fill in for ${server.title}`}>
      <div className="member-grid">
        {names.map((name) => (
          <TextField
            key={name}
            label={sentence(server.placeholders[name]?.what ?? name)}
            mono
            value={typed[name] ?? ''}
            placeholder={server.placeholders[name]?.example ?? ''}
            onChange={(value) => setTyped({ ...typed, [name]: value })}
            onEnter={fill}
          />
        ))}
      </div>
      <div className="row row-apart">
        <span className="faint small">
          Goes wherever the preset says {names.map((name) => `{${name}}`).join(', ')}.
        </span>
        <Button size="small" disabled={Object.keys(filled).length === 0} onClick={fill}>
          Fill in
        </Button>
      </div>
    </section>
  );
}
