import { SignetError } from '../../shared/base/signet-error.ts';
import type { Services } from '../../shared/contract/contract.ts';
import { currentSeconds } from '../../shared/jwt/times.ts';
import type { HistoryLog } from '../flows/history-log.ts';
import type { RequestSender } from '../oauth/request-sender.ts';

/** What was sent, as the contract describes it. */
export function createHistoryService(
  history: HistoryLog,
  sender: RequestSender,
  now = currentSeconds,
): Services['history'] {
  return {
    async list({ search = '' }) {
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length === 0) return history.list();
      return history.list().filter((entry) => {
        const text = JSON.stringify(entry).toLowerCase();
        return words.every((word) => text.includes(word));
      });
    },

    async sendAgain({ id }, { signal }) {
      const { entry, request } = history.find(id);
      if (request === undefined) {
        throw new SignetError('not-repeatable', 'this request cannot be sent again', {
          hint: 'it went out with a token or a secret that the history does not keep: compose it anew',
        });
      }
      const { freshRequest } = await import('../flows/fresh-request.ts');
      const again = freshRequest(request, now() - Math.floor(Date.parse(entry.at) / 1000));
      return history.keep(again, () => sender.send(again, signal), entry.flow);
    },

    async compare({ left, right }) {
      const { compareEntries } = await import('../../shared/oauth/compare-entries.ts');
      return compareEntries(history.find(left).entry, history.find(right).entry);
    },

    async remove({ id }) {
      history.remove(id);
      return null;
    },
    async clear() {
      history.clear();
      return null;
    },
  };
}
