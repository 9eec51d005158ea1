import { type MultifactorDemand, requireMfa, splitScopes } from '../../stdlib/index.ts';
import type { Login } from '../login/read-login.ts';
import type { Compatibility } from '../pipeline-options.ts';
import { sameGuestData } from '../policies/guest-deeds.ts';
import type { Decision } from '../report/decision.ts';
import { LARGEST_TOKEN, largestSize } from '../report/filter-claims.ts';
import type { Deciders } from './join-deciders.ts';
import { ownValue } from './own-value.ts';
import { denied, type EffectPlan, isAnyFactor, NOTHING_GRANTED, planEffect } from './plan-effect.ts';

/**
 * Makes decisions without an account: of refusals, demands, admissions and claims that are set, which is what nearly all
 * logins come to. Everything else is for the report. Logins came with nothing granted or demanded.
 */
export interface Decisions {
  /** Whether there is no effect that is for the report. */
  readonly areComplete: boolean;
  /** Begins with one login. */
  open(): Tally;
  /** What it came to; `scope` are the scopes that it asked for. null: there is more to it than is said here. */
  close(tally: Tally, context: Login['context'], scope: unknown): Decision | null;
  /** The same of a list: numbers of effects, each with its value behind it where it is told, which is not copied. */
  decide(effects: readonly unknown[], context: Login['context'], scope: unknown): Decision | null;
}

/** What one login came to so far. */
export interface Tally {
  /** Adds an effect that applies, by its number, with its value where that is told, of which it takes a copy. */
  readonly push: (this: Tally, effect: number, value?: unknown) => void;
  refusal: Decision | null;
  isForReport: boolean;
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

/** null: all logins are for the report. */
export function createDecisions(
  { effects, asking }: Pick<Deciders, 'effects' | 'asking'>,
  { claims, denialCode }: Compatibility,
): Decisions | null {
  if (claims !== 'standard') return null;
  const plans = effects.map((effect) => planEffect(effect, asking, denialCode));
  const scopesOf = createScopes();
  const planOf = (effect: number): EffectPlan => {
    const plan = plans[effect];
    if (plan === undefined) throw new Error('deciders tell only of effects that they have');
    return plan;
  };
  function push(this: Tally, effect: number, told?: unknown): void {
    const plan = planOf(effect);
    // A list of the login stays its own.
    addEffect(this, plan, plan.isTold ? ownValue(told) : plan.value);
  }
  function addEffect(tally: Tally, plan: EffectPlan, value: unknown): void {
    switch (plan.kind) {
      case 'nothing':
        return;
      case 'more':
        tally.isForReport = true;
        return;
      case 'deny':
        tally.refusal = plan.isTold ? denied(plan.denied, value) : plan.denied;
        return;
      case 'admit':
        if (plan.order > tally.admission.order) tally.admission = plan;
        return;
      case 'demand':
        addDemand(tally, plan);
        return;
      case 'claim': {
        tally.size += plan.isTold ? plan.size + largestSize(value) : plan.size;
        if (plan.isForIdToken) tally.idToken = withClaim(tally.idToken, plan.name, value);
        if (plan.isForAccessToken) tally.accessToken = withClaim(tally.accessToken, plan.name, value);
        if (plan.isForSaml) tally.saml = withClaim(tally.saml, plan.name, value);
      }
    }
  }
  const decisions: Decisions = {
    areComplete: plans.every(({ kind }) => kind !== 'more'),
    open: () => ({
      push,
      refusal: null,
      isForReport: false,
      demand: null,
      by: NOBODY,
      admission: NOBODY,
      idToken: null,
      accessToken: null,
      saml: null,
      size: 0,
    }),
    close(tally, context, scope) {
      if (tally.isForReport) return null;
      const { refusal, demand, idToken, accessToken, saml } = tally;
      if (refusal !== null) return refusal;
      if (tally.size > LARGEST_TOKEN) return null;
      const { policy, rule } = demand === null ? tally.admission : tally.by;
      const { primaryUser } = context;
      return {
        outcome: demand === null ? 'allow' : 'challenge',
        policy,
        by: rule,
        message: null,
        code: null,
        multifactor: demand,
        redirect: null,
        confirm: null,
        primaryUser: typeof primaryUser === 'string' ? primaryUser : null,
        idToken: idToken ?? NOTHING_GRANTED.idToken,
        accessToken: accessToken ?? NOTHING_GRANTED.accessToken,
        saml: saml ?? NOTHING_GRANTED.saml,
        scopes: scopesOf(scope),
        session: null,
      };
    },
    decide(told, context, scope) {
      const tally = decisions.open();
      for (let at = 0; at < told.length; at++) {
        const plan = planOf(Number(told[at]));
        addEffect(tally, plan, plan.isTold ? told[++at] : plan.value);
      }
      return decisions.close(tally, context, scope);
    },
  };
  return decisions;
}

type Claims = Record<string, unknown>;

function withClaim(claims: Claims | null, name: string, value: unknown): Claims {
  const known = claims ?? {};
  known[name] = value;
  return known;
}

function addDemand(tally: Tally, plan: EffectPlan): void {
  const before = tally.demand;
  if (before === null) {
    tally.demand = plan.demand;
    tally.by = plan;
    return;
  }
  // Two that ask for any second factor are one.
  if (plan.isAny && isAnyFactor(before)) return;
  const demand = bothDemands(before, plan.demand);
  if (plan.rule === tally.by.rule && !sameGuestData(before, demand)) tally.by = plan;
  tally.demand = demand;
}

/** The rule to which a login owes something. */
type Ruled = Pick<EffectPlan, 'order'> & { readonly policy: string | null; readonly rule: string | null };

const NOBODY: Ruled = { order: -1, policy: null, rule: null };

function bothDemands(before: MultifactorDemand, demand: MultifactorDemand | null): MultifactorDemand {
  const context = { multifactor: before };
  if (demand !== null) requireMfa(context, demand);
  return context.multifactor;
}

/** Applications ask for the same scopes time and again. */
function createScopes(): (requested: unknown) => readonly string[] {
  let last: unknown;
  let scopes: readonly string[] = Object.freeze([]);
  return (requested) => {
    if (requested === last) return scopes;
    const split = Object.freeze([...(splitScopes(requested) ?? [])]);
    if (typeof requested === 'string') {
      last = requested;
      scopes = split;
    }
    return split;
  };
}
