import { useEffect, useMemo, useState } from 'react';
import type { KeyPlace } from '../../shared/contract/jose.ts';
import { useClient } from '../client/client-provider.tsx';
import { type KeyChoice, noKey } from '../parts/key/key-choice.ts';
import { latestOnly } from '../state/latest-only.ts';
import { Button } from '../ui/button.tsx';

interface KeyPlacesProps {
  token: string;
  /** Fills the place into the key fields; nothing is fetched by that. */
  onChoose: (choice: KeyChoice) => void;
}

/** Where the token says that its key can be fetched: its own word, which anybody can have written. */
export function KeyPlaces({ token, onChoose }: KeyPlacesProps) {
  const client = useClient();
  const [places, setPlaces] = useState<readonly KeyPlace[]>([]);
  const push = useMemo(
    () =>
      latestOnly(
        (asked: string) => client.jose.keyPlaces({ token: asked }),
        (result) => setPlaces(result.ok ? result.value : []),
      ),
    [client],
  );
  useEffect(() => push(token), [push, token]);
  if (places.length === 0) return null;
  return (
    <div className="field">
      <span className="field-label">Places the token itself names</span>
      <ul className="stack-tight" aria-label="Places the token itself names">
        {places.map((place) => (
          <li key={`${place.parameter} ${place.url}`} className="row">
            <span className="grow break">
              <code>{place.parameter}</code> <span className="mono">{place.url}</span>
            </span>
            {place.key ? (
              <Button
                size="small"
                aria-label={`Use ${place.parameter}`}
                onClick={() => onChoose(choiceOf(place))}
              >
                Use
              </Button>
            ) : (
              <span className="faint small">not fetched by Signet</span>
            )}
          </li>
        ))}
      </ul>
      <span className="field-hint">
        Anybody can write a token that names keys of their own. Use one only if you know that it is the
        issuer’s.
      </span>
    </div>
  );
}

function choiceOf({ key }: KeyPlace): KeyChoice {
  if (!key) return noKey;
  return 'jwks' in key
    ? { ...noKey, from: 'jwks', url: key.jwks }
    : { ...noKey, from: 'issuer', issuer: key.issuer };
}
