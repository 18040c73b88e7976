import { setFix } from '../jwt/fix.ts';
import type { Server } from './server.ts';

export const applePushNotificationService: Server = {
  name: 'apple-push-notification-service',
  title: 'Apple Push Notification service (APNs)',
  summary:
    'The JWT itself is the bearer token: ES256 with the .p8 key; iat alone says its age, at most an hour.',
  use: 'credential',
  auth: ['none'],
  rules: {
    algorithms: ['ES256'],
    requiredHeader: ['alg', 'kid'],
    requiredClaims: ['iss', 'iat'],
    formats: { 'header.kid': 'ten-characters', 'claims.iss': 'ten-characters' },
    latestIssuedAt: 0,
    wholeTimes: true,
  },
  preset: {
    header: { alg: 'ES256', kid: '{key_id}' },
    claims: { iss: '{team_id}', iat: 'now' },
    endpoint: 'https://api.push.apple.com/3/device/{device_token}',
    query: [],
    params: [],
  },
  placeholders: {
    key_id: { what: 'the key’s Key ID', example: 'ABC123DEFG' },
    team_id: { what: 'the Team ID of the developer account', example: 'DEF123GHIJ' },
    device_token: {
      what: 'the device token, in hexadecimal',
      example: '00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0',
    },
  },
  answerFormats: [],
  certificate: {
    format: 'pem',
    where: 'nowhere: Apple makes the key (.p8) under Certificates, Identifiers & Profiles, Keys',
  },
  notes: [
    'It is sent as authorization: bearer, over HTTP/2, with apns-topic. Make a new one between every 20 and 60 minutes.',
    'There is no exp: APNs counts an hour from iat.',
  ],
  errors: [
    {
      text: ['ExpiredProviderToken'],
      cause: 'the JWT has expired: iat is older than an hour, or the clocks differ',
      fix: 'sign again with iat now, at least every hour',
      apply: setFix('claims.iat', 'now'),
      path: 'claims.iat',
      faults: ['expired', 'issued-too-early'],
      status: 403,
    },
    {
      text: ['InvalidProviderToken'],
      cause:
        'APNs refused the JWT: the signature is not of the key that kid names, iss is not the team of that key, or alg is not ES256',
      fix: 'set kid to the Key ID and iss to the Team ID of one .p8 key, and sign with ES256 (64 bytes, not DER)',
      path: 'signature',
      faults: ['signature', 'wrong-kid', 'wrong-iss', 'wrong-alg', 'token-refused'],
      status: 403,
    },
    {
      text: ['MissingProviderToken'],
      cause: 'the JWT is missing: there is no authorization: bearer header, and no client certificate',
      fix: 'send the JWT as authorization: bearer',
      path: 'auth',
      status: 403,
    },
    {
      text: ['TooManyProviderTokenUpdates'],
      cause: 'a new JWT was sent too often: APNs takes one every 20 minutes',
      fix: 'keep the JWT for 20 to 60 minutes',
      path: 'claims.iat',
      status: 429,
    },
    {
      text: ['BadEnvironmentKeyInToken'],
      cause: 'the key is for the other environment: development and production keys differ',
      fix: 'use api.sandbox.push.apple.com for development keys and api.push.apple.com for production',
      path: 'endpoint',
      status: 403,
    },
    {
      text: ['TopicDisallowed', 'BadTopic', 'MissingTopic', 'DeviceTokenNotForTopic'],
      cause: 'apns-topic is missing, or is not a topic (bundle ID) that this key or device may use',
      fix: 'send apns-topic with the app’s bundle ID',
      path: 'endpoint',
    },
  ],
  marks: { endpoint: ['push.apple.com'], text: ['ProviderToken'] },
  source:
    'developer.apple.com, Establishing a token-based connection to APNs; Handling notification responses from APNs',
  checked: '2026-11-30',
};
