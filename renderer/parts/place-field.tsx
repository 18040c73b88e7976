import { TextField } from '../ui/text-field.tsx';

interface PlaceFieldProps {
  value: string;
  onChange: (path: string) => void;
  problem?: string | undefined;
}

/** Where the core is to write a new file, typed. */
export function PlaceField({ value, onChange, problem }: PlaceFieldProps) {
  return (
    <TextField
      label="Path of the new file"
      mono
      value={value}
      onChange={onChange}
      problem={problem}
      hint="On the machine where Signet runs. An existing file is left alone."
    />
  );
}
