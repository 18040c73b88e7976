import type * as z from 'zod/mini';

/** A number below the one given. */
export type Random = (below: number) => number;

/** Values that exist, by the name of the member that takes them: without them, nothing would be looked into. */
export type Pool = Readonly<Record<string, readonly unknown[]>>;

const garbage: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => -1e308,
  () => '',
  () => ' ',
  () => '\0',
  () => '/tmp/a\0b',
  () => 'a\0b\x1b[31m\u202e',
  () => '\ud800',
  () => '\udc00\ud800'.repeat(100),
  () => '../'.repeat(40),
  () => '/dev/stdin',
  () => 'file:///etc/passwd',
  () => 'javascript:alert(1)',
  () => 'http://127.0.0.1:1/',
  () => 'http://u:%zz@[::1]:99999/%',
  () => '{'.repeat(1000),
  () => '[{"a":'.repeat(10_000),
  () => 'eyJ'.repeat(50_000),
  () => `eyJhbGciOiJub25lIn0.${'e30'.repeat(1000)}.`,
  () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
  () => '{{a}}'.repeat(1000),
  () => `${'a'.repeat(5000)}!`,
  () => 'x'.repeat(1_000_000),
  () => '\u20ac'.repeat(350_000),
  () => [],
  () => ({}),
  () => [[[]]],
  () => Array(10_000).fill('a'),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  () => ({ toString: 1, valueOf: null, hasOwnProperty: 'x', length: -1 }),
  () => '__proto__',
  () => 'constructor',
  () => nested((inner) => [inner]),
  () => nested((inner) => ({ a: inner })),
];

/** What JSON cannot carry. */
const beyondJson: readonly (() => unknown)[] = [
  () => undefined,
  () => Number.NaN,
  () => Number.NEGATIVE_INFINITY,
  () => 10n ** 100n,
  () => Symbol('s'),
  () => () => 'called',
  () => new Date(Number.NaN),
  () => new Map([['a', 1]]),
  () => new Uint8Array(1000),
  () => Object.create(null),
  () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    return circle;
  },
  () => ({
    get secret() {
      return 'read';
    },
  }),
];

function nested(around: (inner: unknown) => unknown, depth = 10_000): unknown {
  let value: unknown = 'deep';
  for (let each = 0; each < depth; each += 1) value = around(value);
  return value;
}

/** One input of a method: by turns as its schema says, with one member spoilt, and nothing but garbage. */
export function makeInput(
  schema: z.core.$ZodType,
  random: Random,
  pool: Pool,
  transport: 'json' | 'memory',
): unknown {
  const spoilt = () => {
    const all = transport === 'memory' ? [...garbage, ...beyondJson] : garbage;
    return all[random(all.length)]?.();
  };
  const way = random(8);
  if (way === 0) return spoilt();
  // Which of the members that are come to is spoilt; none where there are not so many.
  let until = way < 4 ? Number.POSITIVE_INFINITY : random(12);
  const make = (type: z.core.$ZodType, name: string): unknown => {
    until -= 1;
    return until === -1 ? spoilt() : makeValid(type, name, random, pool, make);
  };
  const input = make(schema, '');
  if (random(10) > 0 || typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return { ...input, [['__proto__', 'toString', 'extra', '\0'][random(4)] ?? '']: spoilt() };
}

/** For the kinds of schema that the contract is made of; another one fails loudly. */
function makeValid(
  type: z.core.$ZodType,
  name: string,
  random: Random,
  pool: Pool,
  make: (type: z.core.$ZodType, name: string) => unknown,
): unknown {
  const { def } = (type as z.core.$ZodTypes)._zod;
  const known = Object.hasOwn(pool, name) ? pool[name] : undefined;
  if (known && random(3) > 0) return known[random(known.length)];
  switch (def.type) {
    case 'object': {
      const members = Object.entries(def.shape).map(([member, each]) => {
        const { type: kind } = (each as z.core.$ZodTypes)._zod.def;
        return kind === 'optional' && random(2) === 0 ? [] : [[member, make(each, member)] as const];
      });
      return Object.fromEntries(members.flat());
    }
    case 'optional':
    case 'nullable':
      return make(def.innerType, name);
    case 'union':
      return make(def.options[random(def.options.length)] ?? type, name);
    case 'array':
      return Array.from({ length: random(3) }, () => make(def.element, name));
    case 'tuple':
      return def.items.map((each) => make(each, name));
    case 'record':
      return Object.fromEntries(
        Array.from({ length: random(3) }, (_, index) => [`n${index}`, make(def.valueType, name)]),
      );
    case 'enum':
      return Object.values(def.entries)[random(Object.keys(def.entries).length)];
    case 'literal':
      return def.values[random(def.values.length)];
    case 'boolean':
      return random(2) === 0;
    case 'number':
      return [0, 1, 2, 30, 256, 2048, 65_535][random(7)];
    case 'string':
      return texts[random(texts.length)];
    case 'pipe':
      return make(def.in, name);
    case 'unknown':
    case 'any':
      return { a: [1, 'b', { c: null }] };
    default:
      throw new Error(`the contract has a schema that nothing is made for here: ${def.type}`);
  }
}

const texts = [
  'a',
  'some text',
  '{}',
  '{"alg":"RS256"}',
  '{"iss":"me","exp":"+5m"}',
  'CN=a,O=b',
  'QUJD',
  'http://127.0.0.1:1/token',
  '127.0.0.1:1',
  'my-server',
  'password',
  'P-256',
];

/** As JSON, however deep: `JSON.stringify` gives up at a few thousand. */
export function toJson(value: unknown): string {
  let open = '';
  let close = '';
  let core = value;
  for (;;) {
    const members = typeof core === 'object' && core !== null ? Object.entries(core) : [];
    const [only] = members;
    if (members.length !== 1 || only === undefined) break;
    open += Array.isArray(core) ? '[' : `{${JSON.stringify(only[0])}:`;
    close += Array.isArray(core) ? ']' : '}';
    core = only[1];
  }
  return open + shallowJson(core) + [...close].reverse().join('');
}

function shallowJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .map(([name, each]) => `${JSON.stringify(name)}:${toJson(each)}`)
    .join()}}`;
}
