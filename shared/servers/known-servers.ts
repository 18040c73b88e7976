import { SignetError } from '../base/signet-error.ts';
import { appleAppStoreConnect } from './apple-app-store-connect.ts';
import { auth0 } from './auth0.ts';
import { axwayApiGateway } from './axway-api-gateway.ts';
import { box } from './box.ts';
import { docusign } from './docusign.ts';
import { githubApp } from './github-app.ts';
import { googleServiceAccount } from './google-service-account.ts';
import { ibmVerify } from './ibm-verify.ts';
import { janssen } from './janssen.ts';
import { keycloak } from './keycloak.ts';
import { keycloakJwtAuthorizationGrant } from './keycloak-jwt-authorization-grant.ts';
import { microsoftEntra } from './microsoft-entra.ts';
import { microsoftEntraOnBehalfOf } from './microsoft-entra-on-behalf-of.ts';
import { nhsEngland } from './nhs-england.ts';
import { okta } from './okta.ts';
import { oracleIdentityDomains } from './oracle-identity-domains.ts';
import { oryHydra } from './ory-hydra.ts';
import { pingAm } from './ping-am.ts';
import { pingone } from './pingone.ts';
import { rfc7523 } from './rfc7523.ts';
import { rfc7523bis } from './rfc7523bis.ts';
import { salesforce } from './salesforce.ts';
import type { Server } from './server.ts';
import { servicenow } from './servicenow.ts';
import { signInWithApple } from './sign-in-with-apple.ts';
import { smartBackendServices } from './smart-backend-services.ts';
import { snowflake } from './snowflake.ts';
import { wso2ApiManager } from './wso2-api-manager.ts';

/** In the order in which they are offered: by use, the two flows of the manuals first. */
export const knownServers: readonly Server[] = [
  axwayApiGateway,
  wso2ApiManager,
  salesforce,
  googleServiceAccount,
  docusign,
  box,
  servicenow,
  microsoftEntraOnBehalfOf,
  keycloakJwtAuthorizationGrant,
  pingAm,
  oryHydra,
  janssen,
  rfc7523,
  microsoftEntra,
  okta,
  auth0,
  keycloak,
  pingone,
  oracleIdentityDomains,
  ibmVerify,
  smartBackendServices,
  nhsEngland,
  rfc7523bis,
  githubApp,
  appleAppStoreConnect,
  snowflake,
  signInWithApple,
];

/** @throws SignetError `unknown-server` */
export function findServer(name: string, servers: readonly Server[] = knownServers): Server {
  const server = servers.find((each) => each.name === name);
  if (server) return server;
  const names = servers.map((each) => each.name);
  throw new SignetError('unknown-server', `there is no server called ${JSON.stringify(name)}`, {
    hint: `known servers: ${names.join(', ')}`,
    details: { servers: names },
  });
}
