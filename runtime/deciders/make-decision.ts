import { splitScopes } from '../../stdlib/index.ts';
import type { Login } from '../login/read-login.ts';
import type { Compatibility } from '../pipeline-options.ts';
import { primaryUserOf } from '../policies/guest-run.ts';
import type { Decision } from '../report/decision.ts';
import { LARGEST_TOKEN } from '../report/filter-claims.ts';
import type { Deciders } from './join-deciders.ts';
import { openTally, type Tally } from './tally.ts';
import { createTells, NOTHING_GRANTED, type TellEffect } from './tell-effect.ts';

/**
 * Makes decisions without an account: of refusals, demands, admissions and claims that are set, which is what nearly all
 * logins come to. Everything else is for the report. Logins came with nothing granted or demanded.
 */
export interface Decisions {
  /** What adds the effects of all policies, in order, to a tally; null: one of them is for the report. */
  readonly tells: readonly TellEffect[] | null;
  /** What a login came to; `scope` are the scopes that it asked for. null: its claims have to be measured. */
  close(tally: Tally, context: Login['context'], scope: unknown): Decision | null;
  /** The same of a list: numbers of effects, each with its value behind it where it is told; null: for the report. */
  decide(effects: readonly unknown[], context: Login['context'], scope: unknown): Decision | null;
}

/** null: all logins are for the report. */
export function createDecisions(
  { effects, asking }: Pick<Deciders, 'effects' | 'asking'>,
  { claims, denialCode }: Compatibility,
): Decisions | null {
  if (claims !== 'standard') return null;
  const tells = effects.map(createTells(asking, denialCode));
  const scopesOf = createScopes();
  const decisions: Decisions = {
    tells: tells.every((tell) => tell !== null) ? tells : null,
    close(tally, context, scope) {
      const { refusal, demand, idToken, accessToken, saml } = tally;
      if (refusal !== null) return refusal;
      if (tally.size > LARGEST_TOKEN) return null;
      const { policy, rule } = demand === null ? tally.admission : tally.by;
      return {
        outcome: demand === null ? 'allow' : 'challenge',
        policy,
        by: rule,
        message: null,
        code: null,
        multifactor: demand,
        redirect: null,
        confirm: null,
        primaryUser: primaryUserOf(context),
        idToken: idToken ?? NOTHING_GRANTED.idToken,
        accessToken: accessToken ?? NOTHING_GRANTED.accessToken,
        saml: saml ?? NOTHING_GRANTED.saml,
        scopes: scopesOf(scope),
        session: null,
      };
    },
    decide(told, context, scope) {
      const tally = openTally();
      for (let at = 0; at < told.length; at++) {
        const effect = Number(told[at]);
        const tell = tells[effect];
        if (tell === undefined) throw new Error('deciders tell only of effects that they have');
        if (tell === null) return null;
        tell(tally, effects[effect]?.isTold ? told[++at] : undefined);
      }
      return decisions.close(tally, context, scope);
    },
  };
  return decisions;
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
