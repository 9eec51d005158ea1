/** Leaves an origin alone that fails again and again; then one call finds out whether it is well. */
export interface CircuitBreaker {
  /** Whether a call may be made now. Whoever is told yes says how it went. */
  admits(now: number): boolean;
  /** `nothing`: the call says nothing of how the origin is. */
  note(health: 'well' | 'ill' | 'nothing', now: number): void;
}

/** Closed at first; `failures` in a row open it for `rest` milliseconds. */
export function openCircuitBreaker(options: {
  readonly failures: number;
  readonly rest: number;
}): CircuitBreaker {
  let failures = 0;
  let restsUntil = 0;
  let isProbing = false;
  return {
    admits(now) {
      if (failures < options.failures) return true;
      if (now < restsUntil || isProbing) return false;
      isProbing = true;
      return true;
    },
    note(health, now) {
      isProbing = false;
      if (health === 'nothing') return;
      failures = health === 'well' ? 0 : failures + 1;
      if (failures >= options.failures) restsUntil = now + options.rest;
    },
  };
}
