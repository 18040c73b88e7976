import { type Command, Option } from 'commander';
import type { Registration } from '../../core/playground/client-registry.ts';
import type { FailureOrder } from '../../core/playground/failures.ts';
import { createPlayground } from '../../core/playground/playground.ts';
import { makeTlsIdentity } from '../../core/playground/tls-identity.ts';
import { SignetError } from '../../shared/base/signet-error.ts';
import {
  type ClientAuthentication,
  type ClientKind,
  clientAuthentications,
  clientKinds,
  type DpopDemand,
  dpopDemands,
  type FailureMode,
  failureModes,
} from '../../shared/contract/playground.ts';
import { readInputFile } from '../support/input.ts';
import { openKeyStore } from '../support/key-options.ts';
import { layout, paint, printAnswer, printFacts, printLine } from '../support/output.ts';
import { readSecretFile } from '../support/passwords.ts';
import { readPort } from '../support/port.ts';
import { untilInterrupted } from '../support/until-interrupted.ts';

interface Options {
  readonly port: string;
  readonly json?: boolean;
  readonly cert?: string;
  readonly jwk?: string;
  readonly clientSecretFile?: string;
  readonly clientId?: string;
  readonly kind?: ClientKind;
  readonly auth?: ClientAuthentication;
  readonly server?: string;
  readonly dpop?: DpopDemand;
  readonly fail?: string;
}

export function define(command: Command): void {
  command
    .option('--port <n>', 'the port; any free one if left out', '0')
    .option('--cert <file>', 'register this certificate; issuers may follow it in the file')
    .option('--jwk <file>', 'register this public key')
    .option(
      '--client-secret-file <file>',
      'the client secret is the first line of this file; else one is made up',
    )
    .option('--client-id <id>', 'the client id; else one is made up')
    .addOption(new Option('--kind <kind>', 'the kind of client').choices(clientKinds))
    .addOption(new Option('--auth <method>', 'how the client authenticates').choices(clientAuthentications))
    .option('--server <name>', 'take the part of this known server: its rules, its error texts')
    .addOption(new Option('--dpop <demand>', 'demand DPoP proofs, with a nonce too').choices(dpopDemands))
    .option('--fail <mode[:count]>', `make answers fail: ${failureModes.join(', ')}; the next COUNT, or all`)
    .addHelpText(
      'after',
      '\nRuns until Ctrl-C, on 127.0.0.1 alone. All of it is in memory. With --cert and nothing else about the client,' +
        '\none client of each kind is registered. More clients: POST JSON to URL/playground/clients; failures:' +
        '\nPOST {"mode","clientId"?,"count"?} to URL/playground/failures.',
    )
    .action(async () => {
      const options = command.optsWithGlobals<Options>();
      const registrations = await readRegistrations(options);
      const failure = options.fail === undefined ? undefined : readFailure(options.fail);
      const playground = createPlayground({ makeTlsIdentity });
      const {
        log: _log,
        running: _running,
        ...addresses
      } = await playground.start({ port: readPort(options.port) });
      try {
        const clients = await Promise.all(registrations.map((each) => playground.register(each)));
        if (failure !== undefined) playground.fail(failure);
        printAnswer(options, { ...addresses, clients }, () => {
          printLine(`The playground is at ${addresses.url} and ${addresses.tlsUrl}`);
          for (const client of clients) {
            printLine(layout`\n${paint('bold', `${client.kind} client`)}`);
            printFacts(Object.entries(client).map(([name, value]) => [name, String(value)]));
          }
        });
        await untilInterrupted();
      } finally {
        await playground.stop();
      }
    });
}

/** One registration for what the options say of a client; of each kind, where they name its certificate alone. */
async function readRegistrations(options: Options): Promise<readonly Registration[]> {
  const { cert, jwk, clientSecretFile, clientId, kind, auth, server, dpop } = options;
  const keys = {
    ...(cert === undefined ? {} : await readCertificates(cert)),
    ...(jwk === undefined ? {} : { jwk: await readJwk(jwk) }),
    ...(clientSecretFile === undefined ? {} : { clientSecret: await readSecretFile(clientSecretFile) }),
  };
  const about = {
    ...(clientId === undefined ? {} : { clientId }),
    ...(auth === undefined ? {} : { authentication: auth }),
    ...(server === undefined ? {} : { personality: server }),
    ...(dpop === undefined ? {} : { dpop }),
  };
  const others = [jwk, clientSecretFile, clientId, kind, auth, server, dpop];
  const saysNothingElse = others.every((each) => each === undefined);
  if (saysNothingElse) return cert === undefined ? [] : clientKinds.map((each) => ({ kind: each, ...keys }));
  return [{ kind: kind ?? 'standard', ...keys, ...about }];
}

async function readCertificates(file: string): Promise<Pick<Registration, 'certificate' | 'issuers'>> {
  const { entries } = await openKeyStore(file, {});
  const [certificate, ...issuers] = entries.flatMap((entry) => entry.chain);
  if (certificate) return { certificate, issuers };
  throw new SignetError('not-a-certificate', `${file} holds no certificate`);
}

async function readJwk(file: string): Promise<NonNullable<Registration['jwk']>> {
  try {
    return JSON.parse(new TextDecoder().decode(await readInputFile(file)));
  } catch (cause) {
    if (cause instanceof SignetError) throw cause;
    throw new SignetError('unknown-format', `${file} is no JSON`, {
      hint: 'give a public key as a JWK',
      cause,
    });
  }
}

/** `html`, or `html:3` for the next three answers. */
function readFailure(text: string): FailureOrder {
  const [mode = '', count] = text.split(':');
  if (!isFailureMode(mode) || (count !== undefined && !/^[1-9]\d{0,2}$/.test(count))) {
    throw new SignetError('usage', `${text} is no way to fail`, {
      hint: `one of ${failureModes.join(', ')}, with a count such as html:3 if not all answers are to fail`,
    });
  }
  return { mode, ...(count === undefined ? {} : { count: Number(count) }) };
}

function isFailureMode(text: string): text is FailureMode {
  return (failureModes as readonly string[]).includes(text);
}
