import { Download } from 'lucide-react';
import type { ExportedFile } from '../../../shared/contract/certificate.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { saveFile } from '../../ui/save-file.ts';

/** A certificate request, to be copied or saved. */
export function RequestView({ request, onClose }: { request: ExportedFile; onClose: () => void }) {
  return (
    <>
      {request.text === undefined ? null : <CodeBlock label="certificate request" text={request.text} />}
      <div className="row row-end">
        <Button onClick={onClose}>Close</Button>
        <Button
          variant="primary"
          icon={<Download aria-hidden="true" />}
          onClick={() => saveFile(request.filename, request.mediaType, request.base64)}
        >
          Save request
        </Button>
      </div>
    </>
  );
}
