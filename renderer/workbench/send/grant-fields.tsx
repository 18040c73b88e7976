import { tokenNames } from '../../state/draft-request.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import type { Sender } from './use-sender.ts';

/** The tokens that a grant exchanges. They stay in this window's memory, and end with it. */
export function GrantFields({ sender }: { sender: Sender }) {
  const { grant = 'jwt-bearer' } = useWorkspace().draft;
  const { tokens, setTokens, missing } = sender;
  const name = tokenNames[grant];
  if (name === undefined) return null;
  return (
    <div className="fields-row">
      <TextArea
        label={name}
        rows={2}
        value={tokens.token}
        onChange={(token) => setTokens({ token })}
        problem={missing?.token}
        hint="Used for sending, and kept nowhere."
      />
      {grant === 'token-exchange' ? (
        <TextArea
          label="Actor token"
          rows={2}
          value={tokens.actorToken}
          onChange={(actorToken) => setTokens({ actorToken })}
          hint="Optional: who acts for the subject."
        />
      ) : null}
    </div>
  );
}
