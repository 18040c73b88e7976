import type { KnownMember } from '../../../shared/jwt/claim-names.ts';
import { sentence } from '../../ui/sentence.ts';

/** What a claim or header parameter says, and which document says so. */
export function MemberMeaning({ known }: { known: KnownMember }) {
  return (
    <>
      {sentence(known.meaning)} <span className="reference">{known.reference}</span>
    </>
  );
}
