import { Plus } from 'lucide-react';
import { useState } from 'react';
import {
  type ClientAuthentication,
  type ClientKind,
  clientAuthentications,
  type DpopDemand,
} from '../../shared/contract/playground.ts';
import { personalities } from '../../shared/servers/personalities.ts';
import { Button } from '../ui/button.tsx';
import { type Choice, Select } from '../ui/select.tsx';
import { authenticationWords, dpopWords } from './playground-words.ts';

/** A registration as the window asks for it, but for the key. */
export interface ClientChoice {
  readonly kind: ClientKind;
  readonly authentication?: ClientAuthentication;
  readonly personality?: string;
  readonly dpop?: DpopDemand;
}

const parts: readonly Choice[] = [
  { value: '', label: 'Itself: what the standards ask' },
  ...personalities.map(({ name, title }) => ({ value: name, label: title })),
];
const dpopChoices: readonly Choice<DpopDemand | ''>[] = [
  { value: '', label: 'Taken where it is sent' },
  { value: 'required', label: dpopWords.required },
  { value: 'nonce', label: dpopWords.nonce },
];

interface RegisterFormProps {
  pending: boolean;
  onRegister: (choice: ClientChoice) => void;
}

/** A client by the standards: each way of authenticating, each known server's part. */
export function RegisterForm({ pending, onRegister }: RegisterFormProps) {
  const [authentication, setAuthentication] = useState<ClientAuthentication | ''>('');
  const [personality, setPersonality] = useState('');
  const [dpop, setDpop] = useState<DpopDemand | ''>('');
  const server = personalities.find((each) => each.name === personality);
  return (
    <div className="playground-form">
      <Select
        label="The playground plays"
        value={personality}
        choices={parts}
        hint={server?.summary ?? 'or a known server: by its rules, and with its own error texts'}
        onChange={setPersonality}
      />
      <div className="fields-row">
        <Select
          label="Client authentication"
          value={authentication}
          choices={[
            { value: '', label: server ? `As ${server.title} has it` : authenticationWords.private_key_jwt },
            ...clientAuthentications
              .filter((each) => server !== undefined || each !== 'private_key_jwt')
              .map((each) => ({ value: each, label: authenticationWords[each] })),
          ]}
          onChange={setAuthentication}
        />
        <Select
          label="DPoP"
          value={dpop}
          choices={dpopChoices}
          hint="tokens that are bound to a key"
          onChange={setDpop}
        />
      </div>
      <div className="row">
        <Button
          icon={<Plus aria-hidden="true" />}
          pending={pending}
          onClick={() =>
            onRegister({
              kind: 'standard',
              ...(authentication === '' ? {} : { authentication }),
              ...(server === undefined ? {} : { personality: server.name }),
              ...(dpop === '' ? {} : { dpop }),
            })
          }
        >
          Register client
        </Button>
      </div>
    </div>
  );
}
