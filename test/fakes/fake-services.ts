import { contract, type Services } from '../../shared/contract/contract.ts';

type Partials = { readonly [Service in keyof Services]?: Partial<Services[Service]> };

/** Services of which only the given methods do something; the others say that nobody expected them to be called. */
export function createFakeServices(given: Partials = {}): Services {
  const services = Object.entries(contract).map(([service, methods]) => {
    const unexpected = Object.keys(methods).map((name) => [
      name,
      async () => {
        throw new Error(`${service}.${name} was not expected to be called`);
      },
    ]);
    return [service, { ...Object.fromEntries(unexpected), ...given[service as keyof Services] }];
  });
  return Object.fromEntries(services) as Services;
}
