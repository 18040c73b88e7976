import { Download } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Result } from '../../../shared/base/result.ts';
import type { ExportedFile, Source } from '../../../shared/contract/certificate.ts';
import { type ExportFormat, exportFormats } from '../../../shared/servers/server.ts';
import { useClient } from '../../client/client-provider.tsx';
import { latestOnly } from '../../state/latest-only.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Facts } from '../../ui/facts.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Select } from '../../ui/select.tsx';
import { RegisterHints } from './register-hints.tsx';

const labels: Readonly<Record<ExportFormat, string>> = {
  pem: 'PEM certificate',
  der: 'DER certificate (binary)',
  p7b: 'PKCS#7 chain (p7b)',
  spki: 'Public key, PEM (SPKI)',
  jwk: 'Public key, JWK',
  jwks: 'Public key, JWKS',
  base64: 'Base64 on one line',
};

const chainFormats: ReadonlySet<ExportFormat> = new Set(['pem', 'p7b', 'jwk', 'jwks']);

interface ExportPanelProps {
  source: Source;
  /** How many certificates the chain has. */
  chainLength: number;
}

/** A certificate as a file in any format, seen before it is saved, with the commands that would have made it. */
export function ExportPanel({ source, chainLength }: ExportPanelProps) {
  const client = useClient();
  const [format, setFormat] = useState<ExportFormat>('pem');
  const [chain, setChain] = useState(false);
  const [result, setResult] = useState<Result<ExportedFile> | null>(null);
  const sourceText = JSON.stringify(source);
  const bearsChain = chainFormats.has(format);
  const withChain = chain && chainLength > 1 && bearsChain;

  const push = useMemo(() => latestOnly(client.certificate.export, setResult), [client]);
  useEffect(() => {
    push({ source: JSON.parse(sourceText) as Source, format, ...(withChain ? { chain: true } : {}) });
  }, [push, sourceText, format, withChain]);

  const file = result?.ok ? result.value : undefined;
  return (
    <div className="stack">
      <div className="row export-choices">
        <div className="grow">
          <Select
            label="Export format"
            value={format}
            choices={exportFormats.map((value) => ({ value, label: labels[value] }))}
            onChange={setFormat}
          />
        </div>
        <Button
          variant="primary"
          icon={<Download aria-hidden="true" />}
          disabled={!file}
          onClick={() => file && saveFile(file.filename, file.mediaType, file.base64)}
        >
          Save file
        </Button>
      </div>
      {chainLength > 1 && bearsChain ? (
        <Checkbox
          label={`With the whole chain: ${chainLength} certificates`}
          checked={chain}
          onChange={setChain}
        />
      ) : null}
      <ErrorNotice error={result && !result.ok ? result.error : null} />
      {file ? (
        <Disclosure title="Preview" note="the file, where to register it, the same by command line">
          <CodeBlock
            wrap={format !== 'pem' && format !== 'p7b' && format !== 'spki'}
            label="exported file"
            copy={file.text !== undefined}
            text={file.text ?? `binary: ${file.bytes} bytes, to be saved as ${file.filename}`}
          />
          <Facts
            facts={[
              { name: 'File', value: `${file.filename} · ${file.bytes} bytes` },
              { name: 'SHA-256 of the file', value: file.sha256, copy: file.sha256, mono: true },
            ]}
          />
          <RegisterHints format={format} onFormat={setFormat} />
          {file.commands.length > 0 ? (
            <section className="stack-tight" aria-label="The same by command line">
              <h3 className="sub-heading">The same by command line</h3>
              {file.commands.map((command) => (
                <CodeBlock
                  key={`${command.tool} ${command.line}`}
                  wrap
                  showLabel
                  label={command.tool}
                  text={command.line}
                />
              ))}
            </section>
          ) : null}
        </Disclosure>
      ) : null}
    </div>
  );
}
