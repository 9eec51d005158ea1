import { type MultifactorDemand, requireMfa, splitScopes } from '../../stdlib/index.ts';
import type { Login } from '../login/read-login.ts';
import type { Compatibility } from '../pipeline-options.ts';
import { sameGuestData } from '../policies/guest-deeds.ts';
import type { Decision } from '../report/decision.ts';
import { LARGEST_TOKEN, largestSize } from '../report/filter-claims.ts';
import type { Deciders } from './join-deciders.ts';
import { denied, NOTHING_GRANTED, planEffect } from './plan-effect.ts';
import { isBare } from './read-came.ts';
import type { Told } from './told.ts';

/** What a login came to by what deciders told; null: there is more to it than is said here, and its report says it. */
export type MakeDecision = (login: Login, told: Told) => Decision | null;

/**
 * Makes decisions without an account: of refusals, demands, admissions and claims that are set, which is what nearly all
 * logins come to. Everything else, and logins that came with claims already, is for the report.
 */
export function createDecisions(
  { effects: known, asking }: Pick<Deciders, 'effects' | 'asking'>,
  { claims, denialCode }: Compatibility,
): MakeDecision {
  const plans = known.map((effect) => planEffect(effect, asking, denialCode));
  const scopesOf = createScopes();
  return ({ context }, { effects, came }) => {
    if (claims !== 'standard' || !isBare(came)) return null;
    let idToken: Claims | null = null;
    let accessToken: Claims | null = null;
    let saml: Claims | null = null;
    let demand: MultifactorDemand | null = null;
    let by: Admission = NOBODY;
    let admission: Admission = NOBODY;
    let size = 0;
    for (let at = 0; at < effects.length; at++) {
      const plan = plans[Number(effects[at])];
      if (plan === undefined) throw new Error('deciders tell only of effects that they have');
      const value = plan.isTold ? effects[++at] : plan.value;
      switch (plan.kind) {
        case 'nothing':
          break;
        case 'more':
          return null;
        case 'deny':
          return plan.isTold ? denied(plan.denied, value) : plan.denied;
        case 'admit':
          if (plan.order > admission.order) admission = plan;
          break;
        case 'demand': {
          const before: MultifactorDemand | null = demand;
          // Two that ask for any second factor are one.
          demand =
            before === null
              ? plan.demand
              : isAny(before) && isAny(plan.demand)
                ? before
                : bothDemands(before, plan.demand);
          if (before === null || (plan.rule === by.rule && !sameGuestData(before, demand))) by = plan;
          break;
        }
        case 'claim':
          size += plan.isTold ? plan.size + largestSize(value) : plan.size;
          if (plan.isForIdToken) idToken = withClaim(idToken, plan.name, value);
          if (plan.isForAccessToken) accessToken = withClaim(accessToken, plan.name, value);
          if (plan.isForSaml) saml = withClaim(saml, plan.name, value);
      }
    }
    if (size > LARGEST_TOKEN) return null;
    const { policy, rule } = demand === null ? admission : by;
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
      scopes: scopesOf(came.scope),
      session: null,
    };
  };
}

type Claims = Record<string, unknown>;

function withClaim(claims: Claims | null, name: string, value: unknown): Claims {
  const known = claims ?? {};
  known[name] = value;
  return known;
}

/** The rule to which a login owes something. */
interface Admission {
  readonly order: number;
  readonly policy: string | null;
  readonly rule: string | null;
}

const NOBODY: Admission = { order: -1, policy: null, rule: null };

function isAny(demand: MultifactorDemand | null): boolean {
  if (demand === null || demand.provider !== 'any' || demand.allowRememberBrowser) return false;
  return demand.methods === undefined && demand.remember === undefined && demand.maxAge === undefined;
}

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
