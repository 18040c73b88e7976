import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { KnownMember } from '../../../shared/jwt/claim-names.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { MemberMeaning } from './member-meaning.tsx';

interface AddMemberProps {
  /** `Add claim`. */
  label: string;
  /** Names that are there already. */
  taken: readonly string[];
  /** Names to complete, with what they mean. */
  known?: Readonly<Record<string, KnownMember>>;
  onAdd: (name: string) => void;
}

const nothingKnown = {};

/** Adds a member by its name; those that a standard defines are offered and explained. */
export function AddMember({ label, taken, known = nothingKnown, onAdd }: AddMemberProps) {
  const [name, setName] = useState('');
  const list = useId();
  const trimmed = name.trim();
  const isTaken = taken.includes(trimmed);
  const meaning = Object.hasOwn(known, trimmed) ? known[trimmed] : undefined;
  const add = () => {
    if (trimmed === '' || isTaken) return;
    onAdd(trimmed);
    setName('');
  };
  const offered = Object.entries(known).filter(([each]) => !taken.includes(each));
  return (
    <div className="add-member">
      <TextField
        label={label}
        labelHidden
        mono
        value={name}
        placeholder={`${label}…`}
        list={list}
        problem={isTaken ? `${trimmed} is there already` : undefined}
        hint={meaning ? <MemberMeaning known={meaning} /> : undefined}
        onChange={setName}
        onEnter={add}
      />
      <datalist id={list}>
        {offered.map(([each, { title, meaning: what }]) => (
          <option key={each} value={each}>{`${title}: ${what}`}</option>
        ))}
      </datalist>
      <Button
        size="small"
        icon={<Plus aria-hidden="true" />}
        disabled={trimmed === '' || isTaken}
        onClick={add}
        aria-label={label}
      >
        Add
      </Button>
    </div>
  );
}
