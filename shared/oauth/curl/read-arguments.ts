/** The options of curl that say something about a request, by their long names. */
export interface CurlArguments {
  readonly options: readonly (readonly [name: string, value: string])[];
  readonly urls: readonly string[];
  /** Options that are passed over. */
  readonly ignored: readonly string[];
}

/** What is read, by whether a value follows. */
const meant = new Set([
  ...['request', 'user', 'data', 'data-ascii', 'data-raw', 'data-binary', 'data-urlencode', 'header', 'url'],
  ...['proxy', 'max-time', 'cert', 'form', 'json'],
]);
const flags = new Set(['insecure', 'get']);
/** Of no meaning to a token request; but their values must not be taken for its address. */
const passedOver = new Set([
  ...[
    'output',
    'user-agent',
    'referer',
    'cookie',
    'cookie-jar',
    'write-out',
    'connect-timeout',
    'retry',
    'config',
  ],
  ...[
    'resolve',
    'connect-to',
    'interface',
    'cert-type',
    'key-type',
    'pass',
    'ciphers',
    'proxy-user',
    'noproxy',
  ],
  ...[
    'dump-header',
    'range',
    'upload-file',
    'capath',
    'tls-max',
    'max-redirs',
    'stderr',
    'trace',
    'trace-ascii',
  ],
  ...['key', 'cacert', 'url-query', 'oauth2-bearer'],
]);
const takesValue = (name: string) => meant.has(name) || passedOver.has(name);

const shortNames: Readonly<Record<string, string>> = {
  X: 'request',
  u: 'user',
  d: 'data',
  H: 'header',
  x: 'proxy',
  m: 'max-time',
  E: 'cert',
  F: 'form',
  k: 'insecure',
  G: 'get',
  o: 'output',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  c: 'cookie-jar',
  w: 'write-out',
  K: 'config',
  U: 'proxy-user',
  D: 'dump-header',
  r: 'range',
  T: 'upload-file',
};

export function readCurlArguments(words: readonly string[]): CurlArguments {
  const options: [string, string][] = [];
  const urls: string[] = [];
  const ignored: string[] = [];
  const take = (name: string, value: string) => {
    if (meant.has(name) || flags.has(name)) options.push([name, value]);
    else ignored.push(`--${name}`);
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('--') && word.length > 2) {
      const name = word.slice(2);
      if (takesValue(name)) {
        at += 1;
        take(name, words[at] ?? '');
      } else take(name, '');
    } else if (word.startsWith('-') && word.length > 1) {
      // `-sk`, `-XPOST`: flags may stand together, and a value follows its letter at once or as the next word.
      for (let letter = 1; letter < word.length; letter += 1) {
        const name = shortNames[word[letter] ?? ''];
        if (name === undefined || !takesValue(name)) {
          if (name !== undefined) take(name, '');
          continue;
        }
        const rest = word.slice(letter + 1);
        if (rest === '') at += 1;
        take(name, rest === '' ? (words[at] ?? '') : rest);
        break;
      }
    } else {
      urls.push(word);
    }
  }
  return { options, urls, ignored };
}
