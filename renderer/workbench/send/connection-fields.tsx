import { useState } from 'react';
import type { Draft } from '../../../shared/contract/workspace.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AcceptedCertificates } from './accepted-certificates.tsx';
import { connectionWords, hasPassword, readTimeout } from './connection-words.ts';

type Transport = Pick<Draft, 'ca' | 'proxy' | 'timeoutSeconds'>;

/** How the request gets to the server: whom TLS trusts, the proxy, how long to wait. */
export function ConnectionFields() {
  const { draft, setDraft } = useWorkspace();
  // What the draft does not take stays in its field alone.
  const [refusedProxy, setRefusedProxy] = useState<string | null>(null);
  const [refusedTimeout, setRefusedTimeout] = useState<string | null>(null);
  const set = <Name extends keyof Transport>(name: Name, value: Transport[Name] | undefined) =>
    setDraft(({ [name]: _before, ...rest }) => {
      const others = rest as Omit<Draft, Name> & Draft;
      return value === undefined ? others : { ...others, [name]: value };
    });
  return (
    <Disclosure title="Connection" note={connectionWords(draft)} startsOpen={draft.insecure}>
      <Checkbox
        label="Accept any TLS certificate"
        checked={draft.insecure}
        onChange={(insecure) => setDraft((before) => ({ ...before, insecure }))}
        hint="The server’s certificate is not checked, as with curl -k. Better: send, look at the certificate, and accept that one."
      />
      <AcceptedCertificates />
      <TextArea
        label="Authorities to trust besides (PEM)"
        rows={2}
        value={draft.ca ?? ''}
        placeholder="-----BEGIN CERTIFICATE-----"
        onChange={(ca) => set('ca', ca === '' ? undefined : ca)}
      />
      <div className="fields-row">
        <TextField
          label="Proxy"
          mono
          value={refusedProxy ?? draft.proxy ?? ''}
          placeholder="as the environment says"
          hint="http://host:port, or none"
          problem={
            refusedProxy !== null
              ? 'A password is not kept here: start Signet with HTTPS_PROXY, and leave this empty.'
              : undefined
          }
          onChange={(text) => {
            setRefusedProxy(hasPassword(text) ? text : null);
            set('proxy', text.trim() === '' || hasPassword(text) ? undefined : text);
          }}
        />
        <TextField
          label="Timeout in seconds"
          value={refusedTimeout ?? draft.timeoutSeconds?.toString() ?? ''}
          placeholder="30"
          problem={refusedTimeout !== null ? 'a whole number from 1 to 600' : undefined}
          onChange={(text) => {
            const seconds = readTimeout(text);
            setRefusedTimeout(seconds === null ? text : null);
            set('timeoutSeconds', seconds ?? undefined);
          }}
        />
      </div>
    </Disclosure>
  );
}
