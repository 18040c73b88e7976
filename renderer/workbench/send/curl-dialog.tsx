import { useState } from 'react';
import { SignetError } from '../../../shared/base/signet-error.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { type PastedRequest, parseCurl } from '../../../shared/oauth/curl/parse-curl.ts';
import { type ForeignSetting, foreignSettings } from '../../../shared/oauth/foreign-transport.ts';
import { useTask } from '../../client/use-task.ts';
import { useVault } from '../../state/vault.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Facts } from '../../ui/facts.tsx';
import { sentence } from '../../ui/sentence.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { fillFromCurl, pastedFacts } from './fill-from-curl.ts';
import { useKeepSecret } from './use-client-secret.ts';
import type { Sender } from './use-sender.ts';

/** Fills the request from a curl command, as manuals print it. A secret in it goes to the vault, and nowhere else. */
export function CurlDialog({ sender, onClose }: { sender: Sender; onClose: () => void }) {
  const { refresh } = useVault();
  const { latest, others, replaceDraft } = useWorkspace();
  const keepSecret = useKeepSecret();
  const { run, error, pending } = useTask();
  const [text, setText] = useState('');
  const [turnedOn, setTurnedOn] = useState<ReadonlySet<ForeignSetting['path']>>(new Set());
  const read = readCommand(text);
  const fill = async ({ pasted }: { readonly pasted: PastedRequest }) => {
    const { clientId, clientSecret } = pasted.auth;
    let secret: string | undefined;
    if (clientSecret !== undefined && clientSecret !== '') {
      const owner = { endpoint: pasted.endpoint, auth: { clientId, ...secretOf(latest()) } };
      // Undo leads back to the draft as it is now, with the secret that it has.
      const entry = await run(() => keepSecret(clientSecret, owner, [...others, latest()]));
      if (!entry) return;
      secret = entry.id;
      await refresh();
    }
    replaceDraft('curl command pasted', (before) => fillFromCurl(before, pasted, turnedOn, secret));
    sender.setTokens({ token: pasted.grant === 'jwt-bearer' ? '' : pasted.token, actorToken: '' });
    onClose();
  };
  return (
    <Dialog
      open
      title="Paste a curl command"
      description="Fills endpoint, grant, client and parameters. A client secret in it goes to the vault."
      width="wide"
      onClose={onClose}
      onSubmit={() => (read && 'pasted' in read ? void fill(read) : undefined)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending} disabled={!(read && 'pasted' in read)}>
            Fill in
          </Button>
        </>
      }
    >
      <TextArea
        label="curl command"
        rows={6}
        value={text}
        onChange={(next) => {
          setText(next);
          // Another command has to ask for itself.
          setTurnedOn(new Set());
        }}
        placeholder="curl -u client:secret -d grant_type=… https://server/oauth2/token"
        problem={read && 'problem' in read ? read.problem : undefined}
      />
      {read && 'pasted' in read ? (
        <>
          <Facts facts={pastedFacts(read.pasted)} />
          {foreignSettings(read.pasted).map(({ path, would }) => (
            <Checkbox
              key={path}
              label={settingWords[path]}
              checked={turnedOn.has(path)}
              onChange={(on) => setTurnedOn(withSetting(turnedOn, path, on))}
              hint={`The command would ${would}. That’s left off unless you turn it on.`}
            />
          ))}
          {read.pasted.notes.map((note) => (
            <p key={note} className="field-hint">
              {sentence(note)}
            </p>
          ))}
        </>
      ) : null}
      <ErrorNotice error={error} />
    </Dialog>
  );
}

const settingWords: Readonly<Record<ForeignSetting['path'], string>> = {
  insecure: 'Accept any TLS certificate',
  ca: 'Trust its certificate authority',
  proxy: 'Use its proxy',
};

function withSetting(
  all: ReadonlySet<ForeignSetting['path']>,
  path: ForeignSetting['path'],
  on: boolean,
): ReadonlySet<ForeignSetting['path']> {
  return new Set(on ? [...all, path] : [...all].filter((each) => each !== path));
}

function readCommand(text: string): { readonly pasted: PastedRequest } | { readonly problem: string } | null {
  if (text.trim() === '') return null;
  try {
    return { pasted: parseCurl(text) };
  } catch (thrown) {
    if (!(thrown instanceof SignetError)) throw thrown;
    return { problem: thrown.hint === undefined ? thrown.message : `${thrown.message}: ${thrown.hint}` };
  }
}

function secretOf({ auth }: Draft): Pick<Draft['auth'], 'secret'> {
  return auth.secret === undefined ? {} : { secret: auth.secret };
}
