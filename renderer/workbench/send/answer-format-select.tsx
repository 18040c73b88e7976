import { useWorkspace } from '../../state/workspace.tsx';
import { Select } from '../../ui/select.tsx';
import { formatOf, withFormat } from './answer-format.ts';

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
