import type { WrittenFile } from '../../shared/contract/vault.ts';
import { Notice } from '../ui/notice.tsx';

/** Where the core has written a file; nothing where the user chose no place for it. */
export function WrittenNotice({ file }: { file: WrittenFile | null }) {
  if (!file || file.written === null) return null;
  return (
    <Notice tone="success" title={`Written: ${file.written}`}>
      {file.bytes.toLocaleString('en')} bytes, readable by you alone. SHA-256 {file.sha256.slice(0, 16)}…
    </Notice>
  );
}
