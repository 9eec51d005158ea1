import { grantedScopes, type Value } from '../../stdlib/index.ts';
import type { Limits } from '../limits.ts';
import type { Ending, GuestResult } from '../policies/guest.ts';
import { refusedResult } from '../policies/guest-result.ts';
import type { Deed, Effect } from '../report/effect.ts';
import { type Applied, applyEffect, deedsOf, openApplied } from './apply-effect.ts';
import { copyGrants, type Grants } from './grants.ts';
import type { Deciders, EffectOwner } from './join-deciders.ts';

/** What each rule did that did anything. */
export type DeedsByRule = Map<EffectOwner, readonly Deed[]>;

/**
 * Carries out what the deciders of a pipeline told, in order. `grants` is what the login came with; it is changed. `byRule`
 * collects what each rule did.
 */
export function applyEffects(
  told: readonly unknown[],
  grants: Grants,
  { effects: known, asking }: Pick<Deciders, 'effects' | 'asking'>,
  limits: Pick<Limits, 'logLines' | 'logLength'>,
  byRule: DeedsByRule | null = null,
): GuestResult {
  const effects: Effect[] = [];
  const wouldHave: Effect[] = [];
  let applied: Applied | null = null;
  for (let at = 0; at < told.length; at++) {
    const effect = known[Number(told[at])];
    if (effect === undefined) throw new Error('deciders tell only of effects that they have');
    const { owner } = effect;
    if (applied?.owner !== owner) {
      if (applied !== null) addDeeds(applied, effects, wouldHave, byRule);
      applied = openApplied(owner, owner.isEnforced ? grants : copyGrants(grants));
    }
    // What comes out of the sandbox are values of the language, with null for a missing one.
    const value = effect.isTold ? ((told[++at] ?? undefined) as Value) : effect.value;
    applyEffect(effect, value, applied, limits);
  }
  if (applied !== null) addDeeds(applied, effects, wouldHave, byRule);
  const summary = { effects, wouldHave, lasting: [] };
  const { denied } = applied ?? { denied: null };
  if (applied?.owner.isEnforced === true && denied !== null) {
    const ending: Ending = { kind: 'deny', ...denied };
    return refusedResult({ ending, policy: applied.owner.policy, rule: applied.owner.rule }, summary);
  }
  const { lintel } = grants;
  const policy = asking.findLast((id) => Object.hasOwn(lintel.admitted, id)) ?? null;
  const { scope: _, ...accessToken } = grants.accessToken;
  return {
    ending: { kind: 'next' },
    policy,
    rule: policy === null ? null : (lintel.admitted[policy] ?? null),
    idToken: grants.idToken,
    accessToken,
    saml: lintel.saml,
    scopes: grantedScopes(grants),
    multifactor: grants.multifactor ?? null,
    session: lintel.session,
    redirect: null,
    visit: null,
    ...summary,
  };
}

function addDeeds(
  applied: Applied,
  effects: Effect[],
  wouldHave: Effect[],
  byRule: DeedsByRule | null,
): void {
  const { policy, rule, isEnforced } = applied.owner;
  const kept = isEnforced ? effects : wouldHave;
  const deeds = deedsOf(applied);
  byRule?.set(applied.owner, deeds);
  for (const deed of deeds) kept.push({ policy, rule, ...deed });
}
