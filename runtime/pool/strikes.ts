import type { PoolLimits } from './pool-limits.ts';

/** How often a tenant has cost a process, and what follows from it. */
export interface Strikes {
  /**
   * `sure`: nobody else was there. `suspected`: others were there too; this leads to a process of its own, so that the
   * next time is sure, but to nothing else.
   */
  add(blame: 'sure' | 'suspected'): void;
  readonly standing: Standing;
}

export type Standing =
  | { readonly kind: 'good' }
  /** It runs in a process of its own. */
  | { readonly kind: 'apart' }
  /** Its logins fail for some more milliseconds. */
  | { readonly kind: 'resting'; readonly rest: number; readonly strikes: number }
  /** Its logins fail. */
  | { readonly kind: 'off'; readonly strikes: number };

/** `now` is a clock in milliseconds that never goes back. */
export function openStrikes(limits: PoolLimits, now: () => number): Strikes {
  let strikes: readonly { readonly at: number; readonly blame: 'sure' | 'suspected' }[] = [];
  let isOff = false;
  let restsUntil = Number.NEGATIVE_INFINITY;
  const recent = () => strikes.filter(({ at }) => now() - at < limits.strikesLast);
  const sure = () => recent().filter(({ blame }) => blame === 'sure').length;
  return {
    add(blame) {
      // No more than these can matter.
      strikes = [...recent(), { at: now(), blame }].slice(-2 * limits.strikesUntilOff);
      isOff ||= sure() >= limits.strikesUntilOff;
      const beyond = sure() - limits.strikesUntilRest;
      if (blame === 'suspected' || beyond < 0) return;
      restsUntil = now() + Math.min(limits.firstRest * 2 ** beyond, limits.longestRest);
    },
    get standing(): Standing {
      if (isOff) return { kind: 'off', strikes: sure() };
      const rest = restsUntil - now();
      if (rest > 0) return { kind: 'resting', rest, strikes: sure() };
      return recent().length >= limits.strikesUntilRest ? { kind: 'apart' } : { kind: 'good' };
    },
  };
}
