import type { Result } from '../../../shared/base/result.ts';
import { createClient } from '../../../shared/contract/client.ts';
import type { Client } from '../../../shared/contract/contract.ts';
import type { Face } from './face.ts';

type Bridge = { services: Record<string, Record<string, (input: unknown, call: string) => unknown>> };

/**
 * The core as the window reaches it: by the preload and IPC in the desktop face, by HTTP with the launch secret in the other.
 * @param onAnswer sees every answer as it came
 */
export function clientOf(
  { page }: Pick<Face, 'page'>,
  onAnswer: (answer: string) => void = () => {},
): Client {
  return createClient({
    async call(method, input, call) {
      const answer = await page.evaluate(
        async ([name, given, id]) => {
          const { signet } = window as unknown as { signet?: Bridge };
          const [service = '', verb = ''] = name.split('.');
          if (signet) return JSON.stringify(await signet.services[service]?.[verb]?.(given, id));
          const response = await fetch(`/call/${name}`, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              'x-signet-secret': sessionStorage.getItem('signet-launch-secret') ?? '',
            },
            body: JSON.stringify(given),
          });
          return await response.text();
        },
        [method, input, call] as const,
      );
      onAnswer(answer);
      return JSON.parse(answer) as Result<unknown>;
    },
    cancel: () => {},
  });
}
