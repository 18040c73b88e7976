import { useState } from 'react';
import { type ErrorData, SignetError } from '../../../shared/base/signet-error.ts';
import type { Draft } from '../../../shared/contract/workspace.ts';
import {
  printSnippet,
  type SnippetLanguage,
  snippetLanguages,
  snippetTitles,
} from '../../../shared/oauth/snippets/print-snippet.ts';
import { snippetRequest } from '../../state/draft-request.ts';
import { useWorkspace } from '../../state/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Select } from '../../ui/select.tsx';

/** The request as code, with environment variables where the secrets stand. */
export function CodeDialog({ onClose }: { onClose: () => void }) {
  const { draft } = useWorkspace();
  const [language, setLanguage] = useState<SnippetLanguage>('curl');
  const { code, problem } = printDraft(language, draft);
  return (
    <Dialog
      open
      title="Copy as code"
      description="Secrets and tokens stand as environment variables: SIGNET_ASSERTION, SIGNET_CLIENT_SECRET."
      width="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {problem === undefined && <CopyButton words label="Copy" text={code} />}
        </>
      }
    >
      <Select
        label="Language"
        value={language}
        choices={snippetLanguages.map((each) => ({ value: each, label: snippetTitles[each] }))}
        onChange={setLanguage}
      />
      {problem === undefined ? (
        <CodeBlock label="code" text={code} copy={false} />
      ) : (
        <ErrorNotice error={problem} />
      )}
    </Dialog>
  );
}

/** The code, or why there is none: an endpoint that is not a URL. */
function printDraft(language: SnippetLanguage, draft: Draft): { code: string; problem?: ErrorData } {
  try {
    return { code: printSnippet(language, snippetRequest(draft)) };
  } catch (thrown) {
    if (thrown instanceof SignetError) return { code: '', problem: thrown.toData() };
    throw thrown;
  }
}
