import { FileBadge, KeyRound, LockKeyhole } from 'lucide-react';

type Kind = 'key' | 'certificate' | 'secret' | 'client-secret' | 'public-key' | 'request';

/** The icon of what an entry holds. */
export function EntryIcon({ kind }: { kind: Kind }) {
  switch (kind) {
    case 'key':
    case 'public-key':
      return <KeyRound aria-hidden="true" />;
    case 'certificate':
    case 'request':
      return <FileBadge aria-hidden="true" />;
    case 'secret':
    case 'client-secret':
      return <LockKeyhole aria-hidden="true" />;
  }
}
