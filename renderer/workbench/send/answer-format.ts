type Pair = readonly [string, string];

/** The `format` parameter's value; empty when it is left out. */
export function formatOf(params: readonly Pair[]): string {
  return params.find(([name]) => name === 'format')?.[1] ?? '';
}

/** The parameters with another `format`; an empty one takes it out. */
export function withFormat(params: readonly Pair[], format: string): [string, string][] {
  const others = params
    .filter(([name]) => name !== 'format')
    .map(([name, value]): [string, string] => [name, value]);
  return format === '' ? others : [['format', format], ...others];
}
