import { type CircuitBreaker, openCircuitBreaker } from './circuit-breaker.ts';
import type { HttpManners } from './http-manners.ts';
import { openPacer, type Pacer } from './rate-limit.ts';

/** What is remembered of one origin. */
export interface Origin {
  readonly breaker: CircuitBreaker;
  readonly pacer: Pacer;
}

/** The origins that were called lately. */
export interface Origins {
  get(origin: string): Origin;
}

/** Remembers `manners.origins` of them, and forgets the one that was not called for the longest time. */
export function openOrigins(manners: Pick<HttpManners, 'origins' | 'failures' | 'rest'>): Origins {
  const known = new Map<string, Origin>();
  return {
    get(name) {
      const origin = known.get(name) ?? { breaker: openCircuitBreaker(manners), pacer: openPacer() };
      known.delete(name);
      known.set(name, origin);
      const [oldest] = known.keys();
      if (known.size > manners.origins && oldest !== undefined) known.delete(oldest);
      return origin;
    },
  };
}
