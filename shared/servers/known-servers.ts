import { SignetError } from '../contract/signet-error.ts';
import { axwayApiGateway } from './axway-api-gateway.ts';
import { rfc7523 } from './rfc7523.ts';
import type { Server } from './server.ts';
import { wso2ApiManager } from './wso2-api-manager.ts';

export const knownServers: readonly Server[] = [axwayApiGateway, wso2ApiManager, rfc7523];

/** @throws SignetError `unknown-server` */
export function findServer(name: string): Server {
  const server = knownServers.find((each) => each.name === name);
  if (server) return server;
  const names = knownServers.map((each) => each.name);
  throw new SignetError('unknown-server', `there is no server called ${JSON.stringify(name)}`, {
    hint: `known servers: ${names.join(', ')}`,
    details: { servers: names },
  });
}
