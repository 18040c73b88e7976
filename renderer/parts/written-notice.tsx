import type { WrittenFile } from '../../shared/contract/vault.ts';
import { Notice } from '../ui/notice.tsx';

/** Where a file from the core is; nothing where the user chose no place for it. */
export function WrittenNotice({ file }: { file: WrittenFile | null }) {
  if (!file || !isDelivered(file)) return null;
  return (
    <Notice
      tone="success"
      title={file.written === null ? 'Downloaded by your browser' : `Written: ${file.written}`}
    >
      {file.bytes.toLocaleString('en')} bytes{file.written === null ? '' : ', readable by you alone'}. SHA-256{' '}
      {file.sha256.slice(0, 16)}…
    </Notice>
  );
}

/** Whether there is a file at all: the user may have chosen no place for it. */
export function isDelivered({ written, download }: Pick<WrittenFile, 'written' | 'download'>): boolean {
  return written !== null || download !== undefined;
}
