import { SignetError } from '../base/signet-error.ts';
import { apigee } from './apigee.ts';
import { appleAppStoreConnect } from './apple-app-store-connect.ts';
import { applePushNotificationService } from './apple-push-notification-service.ts';
import { auth0 } from './auth0.ts';
import { authelia } from './authelia.ts';
import { awsWebIdentity } from './aws-web-identity.ts';
import { axwayApiGateway } from './axway-api-gateway.ts';
import { box } from './box.ts';
import { curity } from './curity.ts';
import { databricks } from './databricks.ts';
import { docusign } from './docusign.ts';
import { duendeIdentityServer } from './duende-identity-server.ts';
import { githubApp } from './github-app.ts';
import { googleServiceAccount } from './google-service-account.ts';
import { googleWorkloadIdentityFederation } from './google-workload-identity-federation.ts';
import { gravitee } from './gravitee.ts';
import { ibmVerify } from './ibm-verify.ts';
import { janssen } from './janssen.ts';
import { keycloak } from './keycloak.ts';
import { keycloakJwtAuthorizationGrant } from './keycloak-jwt-authorization-grant.ts';
import { kong } from './kong.ts';
import { maskinporten } from './maskinporten.ts';
import { microsoftEntra } from './microsoft-entra.ts';
import { microsoftEntraFederation } from './microsoft-entra-federation.ts';
import { microsoftEntraOnBehalfOf } from './microsoft-entra-on-behalf-of.ts';
import { nhsEngland } from './nhs-england.ts';
import { okta } from './okta.ts';
import { oracleHealth } from './oracle-health.ts';
import { oracleIdentityDomains } from './oracle-identity-domains.ts';
import { oryHydra } from './ory-hydra.ts';
import { pingAm } from './ping-am.ts';
import { pingFederate } from './ping-federate.ts';
import { pingone } from './pingone.ts';
import { rfc7523 } from './rfc7523.ts';
import { rfc7523bis } from './rfc7523bis.ts';
import { salesforce } from './salesforce.ts';
import { sapXsuaa } from './sap-xsuaa.ts';
import type { Server } from './server.ts';
import { servicenow } from './servicenow.ts';
import { signInWithApple } from './sign-in-with-apple.ts';
import { smartBackendServices } from './smart-backend-services.ts';
import { snowflake } from './snowflake.ts';
import { spiffe } from './spiffe.ts';
import { springAuthorizationServer } from './spring-authorization-server.ts';
import { ukOpenBanking } from './uk-open-banking.ts';
import { wso2ApiManager } from './wso2-api-manager.ts';
import { zitadel } from './zitadel.ts';
import { zoom } from './zoom.ts';

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
  zitadel,
  sapXsuaa,
  maskinporten,
  apigee,
  rfc7523,
  microsoftEntra,
  microsoftEntraFederation,
  okta,
  auth0,
  keycloak,
  springAuthorizationServer,
  duendeIdentityServer,
  pingFederate,
  pingone,
  oracleIdentityDomains,
  ibmVerify,
  curity,
  authelia,
  ukOpenBanking,
  spiffe,
  smartBackendServices,
  oracleHealth,
  nhsEngland,
  rfc7523bis,
  googleWorkloadIdentityFederation,
  awsWebIdentity,
  databricks,
  githubApp,
  appleAppStoreConnect,
  applePushNotificationService,
  snowflake,
  kong,
  gravitee,
  signInWithApple,
  zoom,
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
