import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod/mini';
import type { Result } from '../../../shared/base/result.ts';
import type { ErrorData, ErrorDetails } from '../../../shared/base/signet-error.ts';
import type { About } from '../../../shared/contract/about.ts';
import { type Client, type Contract, contract, type Services } from '../../../shared/contract/contract.ts';
import type { ComposedToken, Verdict } from '../../../shared/contract/jose.ts';
import type { InputOf, OutputOf } from '../../../shared/contract/method.ts';
import type { VaultEntry, VaultStatus } from '../../../shared/contract/vault.ts';
import type { TokenExchange } from '../../../shared/oauth/token-exchange.ts';

describe('types', () => {
  it('derive both sides from the one description', () => {
    expectTypeOf<keyof Client>().toEqualTypeOf<keyof Contract>();
    expectTypeOf<keyof Services>().toEqualTypeOf<keyof Contract>();
    type Names<Side> = {
      [Service in keyof Side]: `${Service & string}.${keyof Side[Service] & string}`;
    }[keyof Side];
    expectTypeOf<Names<Client>>().toEqualTypeOf<Names<Contract>>();
    expectTypeOf<Names<Services>>().toEqualTypeOf<Names<Contract>>();
    expectTypeOf<'vault.list'>().toExtend<Names<Contract>>();
  });

  it('give every method an input and an answer of its own', () => {
    type Inputs = {
      [Service in keyof Contract]: {
        [Name in keyof Contract[Service]]: unknown extends InputOf<Contract[Service][Name]> ? Name : never;
      }[keyof Contract[Service]];
    }[keyof Contract];
    type Outputs = {
      [Service in keyof Contract]: {
        [Name in keyof Contract[Service]]: unknown extends OutputOf<Contract[Service][Name]> ? Name : never;
      }[keyof Contract[Service]];
    }[keyof Contract];
    // A method whose input or answer is `unknown` would be named here.
    expectTypeOf<Inputs>().toBeNever();
    expectTypeOf<Outputs>().toBeNever();
  });

  it('say what each side sees of a method', () => {
    expectTypeOf<ReturnType<Client['about']['get']>>().resolves.toEqualTypeOf<Result<About>>();
    expectTypeOf<ReturnType<Services['about']['get']>>().resolves.toEqualTypeOf<About>();
    expectTypeOf<ReturnType<Client['vault']['list']>>().resolves.toEqualTypeOf<
      Result<readonly VaultEntry[]>
    >();
    expectTypeOf<ReturnType<Client['vault']['unlock']>>().resolves.toEqualTypeOf<Result<VaultStatus>>();
    expectTypeOf<ReturnType<Client['vault']['remove']>>().resolves.toEqualTypeOf<Result<null>>();
    expectTypeOf<ReturnType<Services['jose']['sign']>>().resolves.toEqualTypeOf<ComposedToken>();
    expectTypeOf<ReturnType<Services['jose']['verify']>>().resolves.toEqualTypeOf<Verdict>();
    expectTypeOf<ReturnType<Client['endpoint']['send']>>().resolves.toEqualTypeOf<Result<TokenExchange>>();
    expectTypeOf<Parameters<Client['vault']['rename']>[0]>().toEqualTypeOf<{ entry: string; name: string }>();
  });

  it('hold nothing that a structured clone would lose', () => {
    expectTypeOf<ErrorDetails>().toExtend<
      Readonly<Record<string, string | number | boolean | readonly string[]>>
    >();
    expectTypeOf<ErrorData>().not.toExtend<Error>();
  });
});

/** Every string in every schema, as far as JSON Schema can say it. */
function strings(schema: unknown, path: string): { path: string; bounded: boolean }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = schema as { type?: string; maxLength?: number; enum?: unknown; const?: unknown };
  const self =
    own.type === 'string' && own.enum === undefined && own.const === undefined
      ? [{ path, bounded: own.maxLength !== undefined }]
      : [];
  return self.concat(Object.entries(schema).flatMap(([name, child]) => strings(child, `${path}.${name}`)));
}

describe('schemas', () => {
  const described = Object.entries(contract).flatMap(([service, methods]) =>
    Object.entries(methods).map(([name, { input }]) => [`${service}.${name}`, input] as const),
  );

  it.each(described)('%s bounds every text, and takes no member it does not know', (name, input) => {
    const schema = z.toJSONSchema(input, { unrepresentable: 'any' });
    expect(strings(schema, name).filter((each) => !each.bounded)).toEqual([]);
    expect(schema.type).toBe('object');
    expect(schema.additionalProperties).toBe(false);
  });
});
