// The forms in which a server could quote what it was sent.

const bytesOf = (text: string) => Buffer.from(text, 'utf8');
const eachUnit = (text: string, write: (unit: number) => string) =>
  Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at))).join('');
const hex4 = (unit: number) => unit.toString(16).padStart(4, '0');
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const inXml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const lines = (text: string, width: number, between: string) =>
  (text.match(new RegExp(`[^]{1,${width}}`, 'gu')) ?? []).join(between);
const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);

/** By name: how a secret is written. */
export const encodings: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  percent: (secret) => encodeURIComponent(secret),
  'percent, every byte, lower case': (secret) =>
    [...bytesOf(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'percent, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form,
  base64: (secret) => bytesOf(secret).toString('base64'),
  base64url: (secret) => bytesOf(secret).toString('base64url'),
  'base64 of a form': (secret) =>
    bytesOf(`grant_type=x&client_secret=${form(secret)}&a=b`).toString('base64'),
  'base64 of JSON': (secret) => bytesOf(JSON.stringify({ client_secret: secret })).toString('base64'),
  'base64, percent-encoded': (secret) => encodeURIComponent(bytesOf(`id:${secret}`).toString('base64')),
  'base64 in lines': (secret) => lines(bytesOf(`xy:${secret}`).toString('base64'), 16, '\r\n'),
  'base64 in lines of JSON': (secret) => lines(bytesOf(`xy:${secret}`).toString('base64'), 16, '\\r\\n'),
  'Basic, as RFC 6749 wants it': (secret) => `Basic ${bytesOf(`client:${form(secret)}`).toString('base64')}`,
  'Basic, as RFC 7617 has it': (secret) => `Basic ${bytesOf(`client:${secret}`).toString('base64')}`,
  JSON: inJson,
  'JSON with escaped slashes': (secret) => inJson(secret).replaceAll('/', '\\/'),
  'JSON with \\u for all': (secret) => eachUnit(secret, (unit) => `\\u${hex4(unit)}`),
  'JSON in JSON': (secret) => inJson(JSON.stringify({ client_secret: secret })),
  'JSON in JSON in JSON': (secret) => inJson(JSON.stringify(JSON.stringify({ client_secret: secret }))),
  'JSON in a form': (secret) => form(JSON.stringify({ secret })),
  'a form in JSON': (secret) => inJson(`client_secret=${form(secret)}&x=1`),
  '%u': (secret) => eachUnit(secret, (unit) => `%u${hex4(unit)}`),
  '\\x': (secret) => [...bytesOf(secret)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  hex: (secret) => bytesOf(secret).toString('hex'),
  'hex, upper case': (secret) => bytesOf(secret).toString('hex').toUpperCase(),
  'hex with colons': (secret) => lines(bytesOf(secret).toString('hex'), 2, ':'),
  'hex, each byte with 0x': (secret) =>
    [...bytesOf(secret)].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', '),
  XML: inXml,
  'XML in JSON': (secret) => inJson(inXml(secret)),
  'HTML, decimal': (secret) => [...secret].map((each) => `&#${each.codePointAt(0)};`).join(''),
  'HTML, hexadecimal': (secret) =>
    [...secret].map((each) => `&#x${each.codePointAt(0)?.toString(16)};`).join(''),
  'split over lines': (secret) => lines(secret, 5, '\n'),
  'split over lines, indented and quoted': (secret) => lines(secret, 5, '" +\r\n    "'),
  'split over lines of JSON': (secret) => lines(secret, 5, '\\n  '),
  'a header folded': (secret) => lines(secret, 7, '\r\n '),
};
