import { type JsonObject, textOf } from '../base/json.ts';
import { checkCertificateParameters } from './check-certificate-parameters.ts';
import { type Finding, finding } from './finding.ts';
import { removeFix } from './fix.ts';

/** Extensions that Signet understands: the unencoded payload of RFC 7797. */
const understood: ReadonlySet<string> = new Set(['b64']);

const strings = ['alg', 'enc', 'kid', 'typ', 'cty', 'zip', 'x5t', 'x5t#S256', 'jku', 'x5u'];

/**
 * Findings about a JOSE header (RFC 7515 section 4, RFC 7516 section 4).
 * @param header protected and unprotected parameters together
 * @param unprotected those that nothing protects
 * @param critical names in `crit` that the user declares understood, besides those that Signet knows
 */
export function checkHeader(
  kind: 'jws' | 'jwe',
  header: JsonObject,
  unprotected: JsonObject = {},
  critical: readonly string[] = [],
): Finding[] {
  const findings: Finding[] = [];
  if (header.alg === undefined) {
    findings.push(finding('algorithm-missing', 'header.alg', 'the header names no algorithm'));
  }
  if (kind === 'jwe' && header.enc === undefined) {
    const reference = 'RFC 7516 section 4.1.2';
    findings.push(
      finding('algorithm-missing', 'header.enc', 'the header names no content encryption', { reference }),
    );
  }
  for (const name of strings) {
    const value = header[name];
    if (value !== undefined && typeof value !== 'string') {
      findings.push(finding('header-wrong-type', `header.${name}`, `${name} must be a string`));
    }
  }
  for (const name of ['jku', 'x5u']) {
    if (header[name] === undefined) continue;
    const message = `${name} names a place to fetch a key from; it was not fetched`;
    findings.push(finding('key-reference-not-fetched', `header.${name}`, message));
  }
  for (const name of ['jwk', 'x5c']) {
    if (header[name] === undefined) continue;
    const message = `the token brings its own key in ${name}; that proves nothing by itself`;
    findings.push(finding('key-in-header', `header.${name}`, message));
  }
  findings.push(
    ...checkStrength(header),
    ...checkCertificateParameters(header),
    ...checkCritical(header, unprotected, critical),
  );
  return findings;
}

/** Algorithms that are registered or met with, and known to be weak. */
const weakAlgorithms: Readonly<Record<string, string>> = {
  RSA1_5: 'RSA1_5 is open to Bleichenbacher’s attack: use RSA-OAEP-256',
  RS1: 'RS1 signs a SHA-1 hash, for which collisions can be made: use RS256',
};

function checkStrength({ alg, zip }: JsonObject): Finding[] {
  const weak =
    typeof alg === 'string' && Object.hasOwn(weakAlgorithms, alg) ? weakAlgorithms[alg] : undefined;
  const message = 'the content was compressed before it was encrypted: its length may tell what is inside';
  return [
    ...(weak === undefined ? [] : [finding('algorithm-weak', 'header.alg', weak)]),
    ...(zip === undefined
      ? []
      : [finding('token-compressed', 'header.zip', message, { fix: removeFix('header.zip') })]),
  ];
}

/** `crit` (RFC 7515 section 4.1.11), and `b64`, which must be in it (RFC 7797 section 6). */
function checkCritical(header: JsonObject, unprotected: JsonObject, declared: readonly string[]): Finding[] {
  const { crit, b64 } = header;
  const refuse = (message: string, more?: { reference: string }) => [
    finding('critical-unsupported', 'header.crit', message, more),
  ];
  const names = Array.isArray(crit) ? crit : [];
  if (b64 !== undefined && (typeof b64 !== 'boolean' || !names.includes('b64'))) {
    return refuse('b64 must be true or false, and crit must name it', { reference: 'RFC 7797 section 6' });
  }
  if (crit === undefined) return [];
  if (names.length === 0 || !names.every((each) => typeof each === 'string' && each !== '')) {
    return refuse('crit must be an array of names, and not empty');
  }
  if (unprotected.crit !== undefined) return refuse('crit must be in the protected header');
  if (new Set(names).size !== names.length) return refuse('crit names something twice');
  const unknown = names.filter((each) => !understood.has(textOf(each)) && !declared.includes(textOf(each)));
  if (unknown.length > 0) {
    const list = unknown.slice(0, 5).map((each) => JSON.stringify(each));
    return refuse(`crit says that ${list.join(', ')} must be understood, which Signet does not know`);
  }
  const absent = names.filter(
    (each) => header[textOf(each)] === undefined || unprotected[textOf(each)] !== undefined,
  );
  return absent.length === 0 ? [] : refuse('crit names a parameter that is not in the protected header');
}
