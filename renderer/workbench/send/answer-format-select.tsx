import { useWorkspace } from '../../state/workspace.tsx';
import { Select } from '../../ui/select.tsx';

/** The form the answer shall come in: the gateway's `format` parameter. */
export function AnswerFormatSelect({ formats }: { formats: readonly string[] }) {
  const { draft, setDraft } = useWorkspace();
  return (
    <div className="fields-row">
      <Select
        label="Answer format"
        value={formatOf(draft.params)}
        choices={[
          { value: '', label: `the server’s own (${formats[0]})` },
          ...formats.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(format) =>
          setDraft((before) => ({ ...before, params: withFormat(before.params, format) }))
        }
      />
    </div>
  );
}

type Pair = readonly [string, string];

/** The `format` parameter's value; empty when it is left out. */
export function formatOf(params: readonly Pair[]): string {
  return params.find(([name]) => name === 'format')?.[1] ?? '';
}

/** The parameters with another `format`; an empty one takes it out. */
export function withFormat(params: readonly Pair[], format: string): [string, string][] {
  const others = params
    .filter(([name]) => name !== 'format')
    .map(([name, value]): [string, string] => [name, value]);
  return format === '' ? others : [['format', format], ...others];
}
