import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface Spotlight {
  /** `claims.aud`: the member under the pointer, in the editor or in the token. */
  readonly lit: string | null;
  light(name: string | null): void;
}

const SpotlightContext = createContext<Spotlight>({ lit: null, light: () => {} });

/** Joins the rows of the assertion with the characters that they became in the token. */
export function SpotlightProvider({ children }: { children: ReactNode }) {
  const [lit, light] = useState<string | null>(null);
  const spotlight = useMemo(() => ({ lit, light }), [lit]);
  return <SpotlightContext value={spotlight}>{children}</SpotlightContext>;
}

export function useSpotlight(): Spotlight {
  return useContext(SpotlightContext);
}

/** A member's row. @param name with its part: `claims.aud` */
export function MemberRow({ name, children }: { name: string; children: ReactNode }) {
  const { lit, light } = useSpotlight();
  return (
    <div
      className={lit === name ? 'member-row member-lit' : 'member-row'}
      onPointerEnter={() => light(name)}
      onPointerLeave={() => light(null)}
    >
      {children}
    </div>
  );
}
