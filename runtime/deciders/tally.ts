import { type MultifactorDemand, requireMfa } from '../../stdlib/index.ts';
import { sameGuestData } from '../policies/guest-deeds.ts';
import type { Decision } from '../report/decision.ts';

/** What one login came to so far. It came with nothing granted or demanded. */
export interface Tally {
  refusal: Decision | null;
  demand: MultifactorDemand | null;
  /** The rule that demands it. */
  by: Ruled;
  admission: Ruled;
  idToken: Claims | null;
  accessToken: Claims | null;
  saml: Claims | null;
  /** At most so many bytes of JSON are in all claims. */
  size: number;
}

/** The rule to which a login owes something. */
export interface Ruled {
  readonly policy: string | null;
  readonly rule: string | null;
  /** The place of its policy among those that ask for admission; −1: it asks for none. */
  readonly order: number;
}

export type Claims = Record<string, unknown>;

export function openTally(): Tally {
  return {
    refusal: null,
    demand: null,
    by: NOBODY,
    admission: NOBODY,
    idToken: null,
    accessToken: null,
    saml: null,
    size: 0,
  };
}

const NOBODY: Ruled = { policy: null, rule: null, order: -1 };

/** Adds what a rule demands to what others do. */
export function addDemand(tally: Tally, demand: MultifactorDemand, by: Ruled): void {
  const before = tally.demand;
  if (before === null) {
    tally.demand = demand;
    tally.by = by;
    return;
  }
  // Two that ask for any second factor are one.
  if (isAnyFactor(demand) && isAnyFactor(before)) return;
  const both = bothDemands(before, demand);
  if (by.rule === tally.by.rule && !sameGuestData(before, both)) tally.by = by;
  tally.demand = both;
}

/** Whether any second factor meets a demand. */
function isAnyFactor(demand: MultifactorDemand): boolean {
  const { provider, allowRememberBrowser, methods, remember, maxAge } = demand;
  if (provider !== 'any' || allowRememberBrowser) return false;
  return methods === undefined && remember === undefined && maxAge === undefined;
}

function bothDemands(before: MultifactorDemand, demand: MultifactorDemand): MultifactorDemand {
  const context = { multifactor: before };
  requireMfa(context, demand);
  return context.multifactor;
}
