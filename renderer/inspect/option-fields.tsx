import { Disclosure } from '../ui/disclosure.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { OptionProblem, VerifyOptions } from './verify-input.ts';

interface OptionFieldsProps {
  options: VerifyOptions;
  onChange: (options: VerifyOptions) => void;
  problem: OptionProblem;
}

/** What the claims are held against. */
export function OptionFields({ options, onChange, problem }: OptionFieldsProps) {
  const set = (name: Exclude<keyof VerifyOptions, 'critical'>) => (value: string) =>
    onChange({ ...options, [name]: value });
  return (
    <Disclosure title="Expectations" note="issuer, audience, time, algorithm" startsOpen>
      <div className="fields-row">
        <TextField label="Issuer" mono value={options.issuer} onChange={set('issuer')} placeholder="any" />
        <TextField
          label="Audience"
          mono
          value={options.audience}
          onChange={set('audience')}
          placeholder="any"
        />
        <TextField
          label="Leeway"
          mono
          value={options.leeway}
          onChange={set('leeway')}
          placeholder="0 s"
          problem={problem.leeway}
        />
        <TextField
          label="As of"
          mono
          value={options.at}
          onChange={set('at')}
          placeholder="now"
          problem={problem.at}
        />
        <TextField
          label="Only algorithm"
          mono
          value={options.algorithm}
          onChange={set('algorithm')}
          placeholder="any that goes with the key"
        />
      </div>
    </Disclosure>
  );
}
