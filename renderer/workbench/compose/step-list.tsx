import type { LiveToken } from '../../state/signing.tsx';
import { useWorkspace } from '../../state/workspace.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { formBody, stepTitles } from './steps.ts';

/** How the token came to be, in the eight steps of the gateway's manual, with the real values. */
export function StepList({ live }: { live: LiveToken }) {
  const { draft } = useWorkspace();
  return (
    <ol className="steps">
      {live.signed.steps.map((step, index) => {
        const { title, how } = stepTitles[step.name];
        // RFC 7797: then the claims go into the signing input as they are.
        const plain = step.name === 'claims-base64url' && live.signed.header.b64 === false;
        const value = step.name === 'form-body' ? formBody(draft, live.signed.token) : step.value;
        return (
          <li key={step.name} className="step">
            <span className="step-number" aria-hidden="true">
              {index + 1}
            </span>
            <div className="step-body">
              <div className="step-head">
                <h3 className="step-title">{title}</h3>
                <span className="step-how">{plain ? 'as they are: b64 is false' : how}</span>
                <CopyButton label={`Copy ${title.toLowerCase()}`} text={value} />
              </div>
              <ScrollBox label={title} className={`step-value mono step-${step.name}`}>
                {value}
              </ScrollBox>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
