import { SignetError } from '../../shared/base/signet-error.ts';
import { openDocument } from '../support/open-document.ts';
import { findVault, openVault } from '../support/open-vault.ts';
import { givenToken } from './grant-options.ts';
import { printExchange } from './print-exchange.ts';
import type { RequestOptions } from './request-options.ts';

/** Sends a flow of the library, signed afresh with the vault's keys. */
export async function sendSavedFlow(options: RequestOptions, name: string): Promise<void> {
  if (options.print !== undefined) {
    throw new SignetError('usage', '--print and --flow do not go together', {
      hint: 'signet flow export shows what a flow sends',
    });
  }
  const library = openDocument('library');
  const [
    { createSavedFlows },
    { resolveFlow },
    { createRequestSender },
    { createAcceptedCertificates },
    { findEntryId },
  ] = await Promise.all([
    import('../../core/flows/flow-library.ts'),
    import('../../core/flows/resolve-flow.ts'),
    import('../../core/oauth/request-sender.ts'),
    import('../../core/http/accepted-certificates.ts'),
    import('../../core/flows/find-entry-id.ts'),
  ]);
  const flows = createSavedFlows(library);
  const { environment } = options;
  const flow = flows.flow(name);
  const namesEntries = [flow.key, flow.auth.key, flow.auth.secret, flow.dpop?.key].some(Boolean);
  const token = await givenToken(options);
  const vault = namesEntries ? await openVault() : findVault();
  const request = await resolveFlow(flow, {
    ...(environment === undefined ? {} : { environment: flows.environment(environment) }),
    ...(token === undefined ? {} : { token }),
    entryId: (entry) => findEntryId(vault, entry),
  });
  const sender = createRequestSender(vault, createAcceptedCertificates(library));
  printExchange(options, await sender.send(request, new AbortController().signal));
}
