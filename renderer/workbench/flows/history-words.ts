import { authMethodFacts } from '../../../shared/oauth/client-auth.ts';
import type { HistoryEntry } from '../../../shared/oauth/history-entry.ts';
import type { Fact } from '../../ui/facts.tsx';
import { localTime, secondsOf } from '../../ui/local-time.ts';
import { grantWords, hostOf } from './flow-words.ts';

/** The flow's name, or whom was asked. */
export function entryTitle({ flow, endpoint }: HistoryEntry): string {
  return flow ?? hostOf(endpoint);
}

/** `200 · JWT bearer`, `400 invalid_grant · …`, or why no answer came. */
export function entryNote({ exchange, failure, grant }: HistoryEntry): string {
  const outcome = exchange
    ? [exchange.status, exchange.error?.error].filter((each) => each !== undefined).join(' ')
    : (failure?.code ?? 'no answer');
  return `${outcome} · ${grantWords[grant]}`;
}

export function entryFacts(entry: HistoryEntry): Fact[] {
  const { at, endpoint, grant, auth, clientId, flow } = entry;
  return [
    { name: 'Sent', value: localTime(secondsOf(at)) },
    ...(flow === undefined ? [] : [{ name: 'Flow', value: flow }]),
    { name: 'Endpoint', value: endpoint, mono: true, copy: endpoint },
    { name: 'Grant', value: grantWords[grant] },
    {
      name: 'Client',
      value: [clientId, authMethodFacts[auth].title].filter((each) => each !== undefined).join(' · '),
    },
  ];
}
