import { authMethods } from '../../shared/oauth/client-auth.ts';
import type { Grant, Pair } from '../../shared/oauth/token-request.ts';

/** JSON that is signed as it is written, whatever a reader would make of it. */
export const oddClaims: Readonly<Record<string, string>> = {
  'huge and tiny numbers': '"user_id":1147953659032899584,"amount":1.0,"tiny":1.5e-400,"big":1e400',
  'digits beyond a float': '"account":12345678901234567890,"rate":0.10,"sum":3.14159265358979323846',
  'integer names, in this order': '"10":1,"2":2,"1":3',
  'a member twice': '"role":"a","role":"b"',
  Unicode: '"name":"Zoë \u{1f600} \\u00e9","Ω":"ω"',
  'escaped quotes and slashes': '"text":"a \\"b\\" \\\\ \\/ \\t"',
  'spaces and percent signs': '"text":"100 % +20%20","p":"%41"',
  'nested values': '"address":{"z":1.00,"a":[1.0,2e1,{}]},"list":[]',
  'HTML and shell': '"text":"<b>$(id)</b> `id` \'; --"',
  'a claim without a name': '"":"","null":null',
  'booleans and exponents': '"yes":true,"no":false,"e":1E+2,"zero":-0',
  'a long text': `"text":"${'x'.repeat(3000)}"`,
};

/** Values of parameters that shells, forms and URLs each take for something of their own. */
const oddValues = [
  'a b',
  '100 %',
  '%41+ ',
  'a=b&c=d',
  `it's "quoted"`,
  '$(id) `id`',
  'Zoë \u{1f600}',
  '~*-._',
  '[1-3]{a,b}',
  '#fragment?query',
  '\\u0041\\',
  'two\nlines',
];

export interface OddRequest {
  readonly name: string;
  readonly grant: Grant['type'];
  readonly auth: (typeof authMethods)[number];
  readonly clientId: string;
  /** The members of a JSON object, without its braces. */
  readonly claims: string;
  readonly query: readonly Pair[];
  readonly params: readonly Pair[];
}

const grants = [
  'jwt-bearer',
  'client-credentials',
  'refresh-token',
  'token-exchange',
  'on-behalf-of',
] as const;
const methods = authMethods.filter((method) => method !== 'mtls');

/** Grant × authentication × odd values: 75 requests, each with values of its own. */
export const oddRequests: readonly OddRequest[] = grants.flatMap((grant, row) =>
  methods.flatMap((auth, column) =>
    [0, 1, 2].map((turn): OddRequest => {
      const index = row * 15 + column * 3 + turn;
      const names = Object.keys(oddClaims);
      const value = (offset: number) => oddValues[(index + offset) % oddValues.length] ?? '';
      const what = names[index % names.length] ?? '';
      return {
        name: `${index + 1} ${grant} by ${auth}: ${what}`,
        grant,
        auth,
        clientId: turn === 0 ? 'client' : `c:${value(3)}`.replace('\n', ' ').trim(),
        claims: oddClaims[what] ?? '',
        query: turn === 1 ? [['tenant', value(1)]] : [],
        params: [
          ['scope', value(0)],
          [`p ${value(2).replace('\n', '')}`, value(4)],
        ],
      };
    }),
  ),
);
