import { Button } from '../../ui/button.tsx';

/** Instead of a form, while the text cannot be shown as one. */
export function NoForm({ what, onShowJson }: { what: string; onShowJson: () => void }) {
  return (
    <p className="quiet">
      The {what} are not a JSON object just now, or name a member twice.{' '}
      <Button size="small" onClick={onShowJson}>
        Mend the JSON
      </Button>
    </p>
  );
}
