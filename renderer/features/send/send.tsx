import { AnswerPanel } from './answer-panel.tsx';
import { RequestPanel } from './request-panel.tsx';
import { useSender } from './use-sender.ts';

/** The request and, beside it, the answer. */
export function Send() {
  const sender = useSender();
  return (
    <>
      <RequestPanel sender={sender} />
      <AnswerPanel sender={sender} />
    </>
  );
}
