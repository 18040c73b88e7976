import type { Fault } from '../servers/server.ts';

/** A clause that has all of `says`, and nothing of `unless`, speaks of the fault. */
export interface WordRule {
  readonly fault: Fault;
  readonly says: readonly RegExp[];
  readonly unless?: RegExp;
}

// The words of which servers build their sentences. A clause is in lower case, its quotes and values taken out.
const missing =
  /\bmissing\b|\brequired?\b|\bmust (?:be (?:present|provided|specified|set|included|supplied|given|sent)|contain|include|have|specify)\b|\b(?:not|n't) (?:be )?(?:present|provided|specified|set|included|supplied|contain(?:ed)?|given|sent|defined|available|found in)\b|\b(?:does|did) not (?:contain|include|have|specify|provide)\b|\babsent\b|\bempty\b|\bblank\b|\bundefined\b|\bnull\b|\bno (?:mandatory )?(?:aud|iss|sub|exp|iat|nbf|jti|kid|alg|typ|scope|client|assertion|token|audience|issuer|subject|expir(?:y|ation)|key id(?:entifier)?)\b|\bwithout\b/;
const wrong =
  /\binvalid\b|\bincorrect\b|\bwrong\b|\bunexpected\b|\bbad\b|\bmismatch(?:ed|es)?\b|\bnot (?:\w+ ){0,2}(?:match(?:ing|ed)?|equal|valid|correct|accept(?:ed|able)|allowed|permitted|recogni[sz]ed|supported|trusted|known|registered|found|expected|authorized|configured|listed|the same)\b|\b(?:doesn|isn|wasn|aren|can|couldn|hasn)'?t\b|\bun(?:known|trusted|supported|recogni[sz]ed|registered|acceptable|authorized|matched)\b|\bdiffer|\bmust (?:be|match|equal|contain|include|start|end)\b|\bshould (?:be|match|equal)\b|\bexpect(?:ed|ing|s)?\b|\bfail(?:ed|s|ure)?\b|\brejected\b|\bnone of\b|\bdenied\b|\bcould not\b|\bcannot\b|\bunable\b|\bforbidden\b|\bno (?:such|matching|valid)\b|\brefus|\bnot in\b|\bis not\b|\bdid not\b|\bdoes not\b|\bdisallowed\b|\billegal\b|\bviolat|\bcheck the\b|\bmalformed\b/;
const unknown =
  /\bnot (?:be )?(?:\w+ ){0,2}(?:found|known|exist(?:s|ing)?|registered|recogni[sz]ed|configured|trusted|listed|identified|mapped|supported|allowed)\b|\b(?:doesn't|does not|didn't|did not) exist\b|\bunknown\b|\bun(?:trusted|recogni[sz]ed|registered)\b|\bno such\b|\bno (?:\w+ ){0,4}(?:found|registered|exists?|matches|configured)\b|\bunable to (?:find|locate|map|resolve|identify)\b|\b(?:could not|couldn't|cannot|can't) (?:be )?(?:find|found|locate|resolved?|identif)|\bnot_found\b|\binvalid\b|\bnot a valid\b|\bneither\b/;
const over =
  /\btoo (?:far|long|large|big|high|distant|great|late)\b|\bexceed|\blonger than\b|\bgreater than\b|\bmore than\b|\bmaximum\b|\bmax\b|\bat most\b|\bno (?:more|later|longer) than\b|\bwithin \d|\bshort-?lived\b|\bover the (?:limit|allowed)\b|\bless than or equal\b|\bcannot be more\b|\bbeyond\b/;
const ahead =
  /\bfuture\b|\btoo early\b|\bnot yet\b|\bahead\b|\blater than (?:now|the current)|\bafter (?:now|the current|current)\b|\bgreater than (?:now|the current|current)/;
const old =
  /\btoo (?:old|long ago)\b|\bto old\b|\bolder than\b|\bfar in the past\b|\bstale\b|\btoo far (?:back|in the past)\b|\bissued before\b|\bold\b|\bexpired\b|\bin the past\b|\bseconds after the issue time\b/;
const spent =
  /\bre-?us(?:e|ed|ing)\b|\breuse\b|\breplay(?:ed)?\b|\balready (?:been )?(?:used|seen|consumed|processed|exist(?:s|ed)?|known|redeemed|presented)\b|\bonly be used once\b|\bused (?:once|more than once|before(?! not))\b|\bsingle.use\b|\bunique\b|\bduplicated?\b|\bwas used\b|\bhas been used\b|\bknown\b|\bused twice\b/;

const aud = /\baud(?:iences?)?\b/;
const iss = /\biss(?:uers?)?\b|\bidp\b|\b(?:identity|openid ?connect|oidc) provider\b/;
const sub = /\bsub(?:ject)?\b/;
const exp = /\bexp(?:ir(?:y|es?|ed|ation|ing))?\b|\blifetime\b|\bvalidity\b|\bvalid for\b/;
const iat =
  /\biat\b|\bissued?[ _-]?at\b|\bissue[ _-]?time\b|\bissued\b|\bissuance\b|\bissuedat\b|\btoken used\b/;
const nbf = /\bnbf\b|\bnot[ _-]?before\b|\bnotbefore\b/;
const jti = /\bjti\b|\bjwt id\b|\bjwtid\b|\btoken id\b|\bunique id(?:entifier)?\b|\bid on the token\b/;
const kid = /\bkid\b|\bkey[ _-]?id(?:entifier)?\b|\bkeyid\b/;
const typ = /\btyp\b|\btyp header\b|\btoken type\b/;
const scope = /\bscopes?\b/;
const jwt = /\bjwt\b|\bjws\b|\btoken\b|\bassertion\b|\bclient_assertion\b|\bcredential\b|\bgrant\b/;
const clientWord =
  /\bclient(?:[ _-]?id(?:entifier)?)?\b|\bapplication\b|\bapp\b|\bintegration\b|\binstallation\b|\bconsumer(?:[ _-]?key)?\b|\bclientid\b/;
const user = /\busers?\b|\bprincipal\b|\bresource owner\b|\baccount\b|\bmember\b/;
const secret = /\bclient[ _-]?secret\b|\bsecret\b|\bclient credentials?\b|\bcredentials\b|\bpassword\b/;
const certificate = /\b(?:x509)?cert(?:ificate)?s?\b|\bx5[cu]\b/;
const thumbprint = /\bx5t(?:#s256)?\b|\bthumbprint\b|\bfingerprint\b/;
const key = /\b(?:public |signing |verification |matching )?keys?\b|\bjwks?\b|\bkey set\b/;
const grant = /\bgrant[ _-]?types?\b|\bgrants?\b|\bgrant\b/;

/**
 * What is read out of a clause, the telling before the general; the first that fits is taken. Each says in what the server
 * was disappointed, whatever its wording.
 */
export const wordRules: readonly WordRule[] = [
  // Requests, before what they carry.
  { fault: 'wrong-client_assertion_type', says: [/\bclient_assertion_type\b|\bassertion type\b/] },
  {
    fault: 'wrong-content-type',
    says: [/\bcontent[ -]?type\b|\bx-www-form-urlencoded\b|\bmedia type\b/],
    unless: /\bjwt content type\b/,
  },
  { fault: 'dpop-nonce', says: [/\bnonce\b/, /\bdpop\b/] },
  { fault: 'dpop', says: [/\bdpop\b/] },
  {
    fault: 'client-certificate',
    says: [/\bmutual[ -]?tls\b|\bmtls\b|\btls_client_auth\b|\bclient certificate\b|\btls client\b/],
    unless: /\bexpired\b|\bno longer valid\b/,
  },
  {
    fault: 'parameter-doubled',
    says: [/\bparameters?\b|\brepeated\b/, /\bmore than once\b|\bduplicated?\b|\brepeated\b|\bmultiple\b/],
    unless: /\bmissing\b/,
  },
  { fault: 'too-many-requests', says: [/\btoo many\b|\brate limit|\bthrottl|\bquota\b|\bslow down\b/] },
  {
    fault: 'address-blocked',
    says: [
      /\bip\b|\bip address\b|\bconditional access\b|\bnetwork policy\b|\bwhitelist\b/,
      /\b(?:restrict|block|den(?:y|ied)|not (?:allowed|permitted|in)|forbid|rejected|policy|policies)/,
    ],
  },
  { fault: 'mfa', says: [/\bmulti-?factor\b|\bmfa\b|\binteraction required\b/] },

  {
    fault: 'wrong-scope',
    says: [/\binvalid (?:\w+ )?scopes?\b|\brequested scopes?\b|\bscopes? (?:is|are) (?:not|invalid)\b/],
    unless: /\bclient is unauthori/,
  },
  {
    fault: 'malformed',
    says: [
      /\bnot in the form\b|\bnot enough segments\b|\bthree (?:parts|segments)\b|\b3 sections\b|\bnumber of (?:segments|parts|periods)\b|\binvalid compact\b/,
    ],
  },
  { fault: 'unknown-client', says: [/\bservice principal\b/], unless: /\bresource\b/ },
  { fault: 'wrong-resource', says: [/\bresource (?:principal|server)\b/, unknown] },

  // A nonce or id that was used before; a code or refresh token is another story.
  {
    fault: 'replayed',
    says: [jti, spent],
    unless: /\bmust be (?:set|present|provided)\b|\bmissing\b|\brequired\b/,
  },
  {
    fault: 'replayed',
    says: [
      jwt,
      /\bre-?us(?:e|ed)\b|\breplay|\balready (?:been )?(?:used|seen|consumed|redeemed)\b|\bonly be used once\b|\bused before\b|\bsingle.use\b|\bused more than once\b/,
    ],
    unless: /\bauthori[sz]ation code\b|\brefresh\b|\bnot[ _-]?before\b|\bnbf\b|\bnot yet\b|\bsecret\b/,
  },
  { fault: 'replayed', says: [/^(?:jwt )?replay(?: detected)?$/] },

  // Times.
  { fault: 'not-yet-valid', says: [nbf, ahead], unless: /\bmissing\b/ },
  { fault: 'not-yet-valid', says: [nbf, wrong] },
  { fault: 'not-yet-valid', says: [/\bused before\b/, nbf] },
  { fault: 'not-yet-valid', says: [/\bnot active\b/], unless: /\bis not active\b/ },
  {
    fault: 'not-yet-valid',
    says: [
      jwt,
      /\bnot (?:yet )?(?:valid|active) (?:yet|until|before)\b|\bnot yet (?:valid|active)\b|\bbefore (?:its )?validity\b|\bpremature\b|\bimmature\b/,
    ],
  },
  { fault: 'issued-in-future', says: [iat, ahead], unless: exp },
  {
    fault: 'issued-in-future',
    says: [
      iat,
      /\bmust be (?:an integer|in the past|a number)|\bgreater than\b|\bafter (?:the )?(?:now|current|server)/,
    ],
    unless: exp,
  },
  { fault: 'issued-in-future', says: [/\b(?:iat|issued) prior to\b|\bissue time is after\b/] },
  { fault: 'issued-too-early', says: [iat, old], unless: /\bid[ _]token issued\b.*\bfuture\b/ },
  {
    fault: 'issued-too-early',
    says: [jwt, /\btoo old\b|\bto old\b|\bstale\b|\bolder than\b|\bfar in the past\b/],
  },
  {
    fault: 'too-short-lived',
    says: [exp, /\btoo (?:short|soon|close|near)\b|\bat least\b|\bless than\b|\bminimum\b/],
    unless: /\bno less\b|\bless than or\b|\bsecret\b|\bbits?\b/,
  },
  {
    fault: 'too-long-lived',
    says: [exp, over],
    unless: /\bin the past\b|\b(?:secret|certificate|cert|code)\b/,
  },
  { fault: 'too-long-lived', says: [/\bshort-?lived\b|\breasonable time ?frame\b/] },
  { fault: 'too-long-lived', says: [exp, /\bfuture\b/, /\btoo\b|\bfar\b|\bunreasonabl/] },
  {
    fault: 'certificate-expired',
    says: [certificate, /\bexpired\b|\bnot (?:yet )?valid\b|\bno longer valid\b/],
  },
  {
    fault: 'secret-expired',
    says: [secret, /\bexpired\b|\bno longer valid\b/],
    unless: /\btoken\b.*\bexpired\b/,
  },
  { fault: 'key-expired', says: [/\bkeys?\b/, /\bexpired\b|\bno longer valid\b/] },
  {
    fault: 'expired',
    says: [
      /\bexpired\b|\bexpirad|\bhas passed\b|\bno longer (?:valid|active)\b|\bpast its\b|\bis not active\b|\blifetime validation failed\b|\bnot within (?:its|the) valid(?:ity)?\b|\bvalid time range\b|\bmust be before the expir|\bafter the expir|\bon or after the expir|\btimestamp check failed\b/,
    ],
    unless:
      /\bauthori[sz]ation code\b|\brefresh[ _]token\b|\bcode (?:has )?expired\b|\bcode is\b|\bpassword\b|\blicen[sc]e\b|\bsubscription\b|\bmissing\b/,
  },
  { fault: 'code', says: [/\bauthori[sz]ation code\b|\bcode (?:has )?expired\b|\bthe code\b/] },
  { fault: 'refresh-token', says: [/\brefresh[ _]token\b/] },
  { fault: 'wrong-exp', says: [exp, wrong], unless: missing },

  // Keys and signatures.
  { fault: 'wrong-kid', says: [/\bcertificate\b|\bkey\b/, /\bnot (?:be )?found\b/, /\bmetadata\b|\bjwks\b/] },
  {
    fault: 'certificate',
    says: [certificate, /\bsubject ?names?\b|\borgno\b|\borgani[sz]ation\b|\bcommon name\b|\bdn\b/, wrong],
  },
  {
    fault: 'weak-key',
    says: [key, /\btoo (?:short|small|weak)\b|\binsufficient\b|\bkey (?:length|size)\b|\bbits\b/],
  },
  {
    fault: 'missing-kid',
    says: [kid, missing],
    unless: /\bno matching\b|\bnot found\b|\bunknown\b|\binvalid kid\b/,
  },
  { fault: 'wrong-x5t', says: [thumbprint] },
  { fault: 'wrong-kid', says: [kid] },
  {
    fault: 'key-not-fetched',
    says: [
      /\bjwks?\b|\bkey set\b|\bkeys?\b|\bmetadata\b/,
      /\bfetch|\bretriev|\bdownload|\bunreachable\b|\bconnect|\bload\b|\bobtain\b|\bremote\b/,
    ],
    unless: /\bno fetch/,
  },
  { fault: 'key-not-fetched', says: [/\bconnecting to\b|\bcommunicat/, iss] },
  {
    fault: 'no-key',
    says: [
      /\b(?:need|have) to register a public key\b|\bmust generate a public key\b|\bno (?:json web |public |registered )*keys?\b.*\b(?:registered|configured|set|uploaded|exist)|\bhas no (?:\w+ ){0,4}keys?\b|\bno public (?:key|jwk)\b|\bkeys? (?:are |is )?not (?:configured|registered|set)\b/,
    ],
  },
  {
    fault: 'wrong-kid',
    says: [
      /\bkeys?\b|\bjwk\b/,
      /\bno (?:\w+ ){0,3}(?:matching|suitable|applicable|corresponding)\b|\bno matching\b|\bnot (?:be )?found\b|\bunknown\b|\b(?:could not|couldn't|unable to|cannot) (?:find|locate|resolve)\b|\bmatch(?:ing)? kid\b|\bno applicable\b/,
    ],
    unless: /\bapi[ _-]?key\b|\bconsumer key\b|\balgorithm\b.*\bexpected\b.*\bmatching key/,
  },
  {
    fault: 'signature',
    says: [
      /\bsignatures?\b|\bintegrity\b|\bmac\b|\bjwt verification\b|\bverification (?:has )?fail|\bverify the (?:jwt|token|assertion|client_assertion|integrity)|\bsigned (?:with|by) (?:an? )?(?:invalid|wrong|unknown|untrusted)|\bsigned jwt rejected\b|\bverification of (?:the )?(?:jwt|token|assertion)|\bno valid verifier\b|\bcryptographic\b|\bsignatures?$/,
      wrong,
    ],
    unless:
      /\bsignature algorithm\b|\bsigning algorithm\b|\bmissing\b|\bnot contain a signature\b|\balgorithm mismatch\b/,
  },
  {
    fault: 'signature',
    says: [
      /\bjwt verification fails\b|\bverification failed\b|\bno valid verifier\b|\bsignature verification\b|\bsignature resulted invalid\b|\bno_valid_keys_or_signatures\b|\bcould not verify\b|\bcryptographic primitive\b/,
    ],
  },
  { fault: 'signature', says: [certificate, wrong], unless: /\bclient certificate\b|\brequired\b/ },
  { fault: 'wrong-alg', says: [/\balg(?:orithms?)?\b/], unless: /\bsupported algorithms are\b.*\bmissing\b/ },
  { fault: 'wrong-typ', says: [typ, wrong], unless: /\bgrant\b|\btoken_type\b|\bsubject[ _]token\b/ },
  { fault: 'missing-typ', says: [/\btyp\b/, missing] },

  // Whom it is for, from and about.
  { fault: 'wrong-aud', says: [/\bmultiple audiences?\b|\baudiences? (?:array|list)\b|\bsingle audience\b/] },
  { fault: 'wrong-iss', says: [/\bno matching federated identity\b/, /\bassertion issuer\b/] },
  { fault: 'wrong-aud', says: [/\bno matching federated identity\b/, /\bassertion audience\b/] },
  { fault: 'wrong-sub', says: [/\bno matching federated identity\b/, /\bassertion subject\b/] },
  { fault: 'federation', says: [/\bfederated (?:identity|credential)\b/], unless: /\bcheck your\b/ },
  {
    fault: 'missing-aud',
    says: [aud, missing],
    unless:
      /\bmust (?:contain|include|have) (?:the |an? )?(?:client|endpoint|issuer|url|token)|\bcontaining\b|\bmatch|\bexpected\b|\binvalid\b|\bwrong\b|\bequal|\baudience must\b|\baud must\b|\blist of\b|\bdoes not contain\b|\bdoesn't contain\b|‹/,
  },
  { fault: 'wrong-aud', says: [aud], unless: /\bissuer in id token\b/ },
  {
    fault: 'no-consent',
    says: [
      /\bconsent(?:ed|_required)?\b|\bhasn't approved\b|\bnot (?:yet )?approved\b|\badmin approved\b|\bnot granted\b|\bpre-?authori[sz]/,
    ],
    unless: scope,
  },
  { fault: 'wrong-azp', says: [/\bazp\b|\bauthorized party\b/] },
  {
    fault: 'wrong-iss',
    says: [
      /\biss(?:uer)?\b/,
      sub,
      /\bmatch\b|\bidentical\b|\bsame\b|\bequal\b|\bmismatch\b|\bnon-matching\b/,
    ],
  },
  {
    fault: 'missing-iss',
    says: [iss, missing],
    unless:
      /\bmust (?:be|match)\b(?! (?:present|provided|set|specified))|\bunknown\b|\bnot (?:found|registered|trusted)\b|\bno (?:registered|credentials|identity)|\bmatch|‹|\binvalid\b|\bno (?:\w+ ){0,2}provider\b/,
  },
  { fault: 'wrong-iss', says: [/\biss(?:uer)?s?\b|\bissuer_not_found\b/, wrong] },
  { fault: 'wrong-iss', says: [iss, unknown] },
  { fault: 'wrong-iss', says: [/\b(?:identity provider|idp|openidconnect provider)\b/, wrong] },
  {
    fault: 'missing-sub',
    says: [sub, missing],
    unless:
      /\bsubject[ _]token\b|\bmust (?:be|match)\b(?! (?:present|provided|set|specified))|\bmatch|\bunknown\b|\binvalid\b|‹/,
  },
  { fault: 'wrong-sub', says: [sub, wrong], unless: /\bsubject[ _]token\b|\bsubject name\b/ },
  { fault: 'missing-jti', says: [jti, missing] },
  { fault: 'wrong-jti', says: [jti, wrong] },
  { fault: 'missing-exp', says: [exp, missing], unless: /\bgrant\b/ },
  { fault: 'missing-iat', says: [/\biat\b|\bissued?[ _-]?at\b/, missing] },
  { fault: 'missing-nbf', says: [nbf, missing] },
  { fault: 'wrong-iat', says: [/\biat\b|\bissued?[ _-]?(?:at|time)\b/, wrong] },

  // The client and its credentials.
  {
    fault: 'client-disabled',
    says: [
      clientWord,
      /\bdisabled\b|\binactive\b|\bnot enabled\b|\bsuspended\b|\bdeactivated\b|\bblocked\b|\bdeleted\b/,
    ],
    unless: /\bgrant|\bfeature\b|\bto retrieve\b|\bflow\b|\buser enabled\b/,
  },
  {
    fault: 'auth-method',
    says: [
      /\bauth(?:entication)?[ _-]?(?:method|mechanism|scheme)s?\b|\bclient_secret_(?:basic|post|jwt)\b|\bprivate_key_jwt\b|\bclient authentication method\b/,
    ],
  },
  { fault: 'public-client', says: [/\bpublic client\b|\bclient is public\b/] },
  {
    fault: 'missing-client_secret',
    says: [/\bclient_secret\b|\bclient secret\b/, missing],
    unless: /\binvalid\b|\bincorrect\b|\bwrong\b|\bexpired\b|\bmatch\b/,
  },
  {
    fault: 'wrong-client_secret',
    says: [secret, wrong],
    unless:
      /\bclient[ _]credentials (?:grant|flow|requests|user)\b|\bauthentication credentials\b|\bscope\b|\bgrant credentials\b|\brejected by the attribute\b/,
  },
  {
    fault: 'missing-client_assertion',
    says: [/\bclient_assertion\b|\bclient assertion\b/, missing],
    unless: /\bjwt\b|\bmust be\b/,
  },
  {
    fault: 'missing-assertion',
    says: [
      /\bassertion\b/,
      /\bmissing\b|\brequired\b|\bempty\b|\bnot (?:present|provided|found|supplied|specified)\b|\bmust be set\b/,
    ],
    unless: /\bclient\b|\bclaim\b/,
  },
  {
    fault: 'wrong-client_id',
    says: [/\bclient[ _-]?id(?:entifier)?\b|\bclientid\b|\bconsumer key\b|\bclient_id\b/],
    unless: /\bmust contain client\b/,
  },
  {
    fault: 'unknown-client',
    says: [clientWord, unknown],
    unless:
      /\bgrant\b|\bscope\b|\bassertion\b|\bauthentication\b|\bauthenticat|\brequest\b|\bauthori[sz]ed? to\b|\bnot authori[sz]ed\b|\busers?\b|\bcould not be decoded\b|\bsupported\b|\ballowed\b|\btoken\b/,
  },
  {
    fault: 'unknown-tenant',
    says: [
      /\btenant\b|\brealm\b|\borgani[sz]ation\b|\bzone\b|\bsubdomain\b|\benvironment\b|\bworkspace\b/,
      unknown,
    ],
    unless: /\baudience\b|\bissuer\b/,
  },

  // The user, scopes, grants.
  {
    fault: 'user-locked',
    says: [user, /\blocked\b|\bdisabled\b|\binactive\b|\bsuspended\b|\bblocked\b|\bnot (?:enabled|active)\b/],
    unless: /\bservice account\b/,
  },
  {
    fault: 'unknown-user',
    says: [
      /\buser(?:name)?\b|\bprincipal\b|\bresource owner\b|\baccount\b|\bemail\b|\buser_not_found\b/,
      unknown,
    ],
    unless: /\bgrant\b|\bagent\b|\baccount configuration\b|\bconnected\b/,
  },
  {
    fault: 'missing-scope',
    says: [/\bscope\b/, /\bmust contain\b|\bmissing\b|\bempty\b|\brequired\b/],
    unless: /\binvalid\b|\bnot valid\b|\bnot (?:allowed|granted|permitted)\b|\brequired scope/,
  },
  { fault: 'wrong-scope', says: [scope] },
  {
    fault: 'grant-not-allowed',
    says: [
      grant,
      /\bnot (?:\w+ ){0,3}(?:support(?:ed)?|allowed|enabled|permitted|authori[sz]ed|granted|configured|implemented|valid|available)\b|\bun(?:supported|authori[sz]ed|known)\b|\bdisabled\b|\binvalid\b|\bcan't use\b|\bcannot use\b|\bdoesn't support\b|\bdoes not support\b/,
    ],
    unless: /\bgrant credentials\b|\bgiven in\b|\bprovided authori[sz]ation grant\b/,
  },
  { fault: 'missing-grant_type', says: [/\bgrant[ _-]?type\b/, missing] },
  {
    fault: 'not-permitted',
    says: [
      /\bnot authori[sz]ed\b|\bunauthori[sz]ed to\b|\bpermission\b|\bnot permitted\b|\bnot allowed\b|\baccess denied\b|\bforbidden\b|\bpolicy (?:does|evaluation|denied)\b|\brejected by the attribute condition\b|\binsufficient privileges\b|\bnot enabled\b/,
    ],
    unless: /\bclient authentication\b|\bcredentials\b/,
  },
  {
    fault: 'wrong-subject_token',
    says: [/\bsubject[ _]token\b|\bactor[ _]token\b|\brequested_token_type\b/],
  },
  { fault: 'wrong-resource', says: [/\bresource\b|\btarget\b/, wrong] },

  // What could not even be read, and what is the server's own affair.
  {
    fault: 'malformed',
    says: [
      /\bjwt\b|\bjws\b|\btoken\b|\b(?:client_)?assertion\b|\bheader\b|\bpayload\b|\bbase64(?:url)?\b|\bjson\b|\bsegments\b|\bclaims?set\b|\bcredential\b/,
      /\bmalformed\b|\b(?:could not|couldn't|cannot|can't|unable to|failed to|fail to|error (?:when )?trying to) (?:be )?(?:\w+ )?(?:decoded?|parsed?|read|retrieve|deseriali[sz]ed?|extract)\b|\bnot (?:a )?(?:valid|well[ -]?formed) (?:jwt|jws|json|token|base64)\b|\bnot enough segments\b|\bthree (?:parts|segments)\b|\b3 sections\b|\bcorrupt|\bincorrectly formatted\b|\binvalid (?:jwt|token|assertion|header|json|client_assertion)? ?(?:format|string|encoding|serialization)\b|\billegal base64\b|\bnot in the form\b|\bparsing\b|\bunparsable\b|\bnumber of (?:segments|parts|periods)\b|\bfailed to decode\b|\bdecode failed\b|\binvalid compact\b/,
    ],
  },
  {
    fault: 'request-malformed',
    says: [
      /\brequest\b|\bbody\b|\bparameters?\b/,
      /\bmalformed\b|\binvalid or missing\b|\bcould not (?:be )?pars|\bunparsable\b|\bunable to parse\b/,
    ],
  },
  {
    fault: 'server-failed',
    says: [
      /\binternal (?:server )?error\b|\bunexpected (?:internal )?(?:error|condition|exception)\b|\btemporarily unavailable\b|\bservice unavailable\b|\btry again later\b|\berrors internal\b|\bserver error\b|\bmaintenance\b|\bno healthy upstream\b|\bupstream\b|\boverload|\bgateway timeout\b|\bbackend\b/,
    ],
  },
  {
    fault: 'endpoint',
    says: [
      /\bno route matched\b|\bnot found$|\bno (?:handler|resource|mapping) (?:found )?\b|\bmethod (?:is )?not (?:allowed|supported)\b|\bcannot post\b|\brequest method\b|\bunknown path\b|\b404\b/,
    ],
  },
  {
    fault: 'token-refused',
    says: [
      /\b(?:invalid|bad|missing|no|incorrect) (?:oauth |access |bearer |id |authentication |provider |json web )*(?:token|jwt|assertion)\b|\bjwt (?:is )?(?:not valid|invalid|missing)\b|\btoken (?:is )?(?:not valid|invalid|missing|inactive)\b|\bassertion (?:is )?(?:not valid|invalid)\b|\bunauthenticated\b|\bnot authenticated\b|\bbad credentials\b|\bcredentials are missing or invalid\b|\bjwt token is invalid\b|\bno authorization token\b|\bjwt token invalid\b/,
    ],
  },
  {
    fault: 'client-authentication',
    says: [
      /\bclient auth|\bauthenticate (?:the )?client\b|\bunauthenticated client\b|\bclient authentication\b|\binvalid[ _]client\b|\bauthentication failed\b/,
    ],
  },
];
