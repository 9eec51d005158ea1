import type { CoreEffect, CorePolicy, CoreRule } from '../../../compiler/index.ts';
import { type FieldReading, readingsOf, stepsOf } from './field-readings.ts';

/**
 * The rules of a policy with each stretch of rules that do not depend on one another reversed; null: there is no such
 * stretch of two rules or more.
 */
export function reverseIndependentRules(policy: CorePolicy): CorePolicy | null {
  const stretches: ReadRule[][] = [];
  for (const rule of policy.rules) {
    const readings = readingsOfRule(rule, policy);
    const read = { rule, readings, canFail: canFail(rule, readings, policy) };
    const last = stretches.at(-1);
    if (last?.every((other) => areIndependent(read, other))) last.push(read);
    else stretches.push([read]);
  }
  if (stretches.every(({ length }) => length < 2)) return null;
  return { ...policy, rules: stretches.flatMap((stretch) => stretch.toReversed().map(({ rule }) => rule)) };
}

interface ReadRule {
  readonly rule: CoreRule;
  readonly readings: Readings;
  /** Whether a look-up that fails, or an address that cannot be made, ends the login: not as a refusal does. */
  readonly canFail: boolean;
}

/** True when no one of two rules writes what the other reads or writes; that both refuse or shorten does not count. */
function areIndependent(
  { rule: one, readings, canFail: oneCanFail }: ReadRule,
  { rule: other, readings: otherReadings, canFail: otherCanFail }: ReadRule,
): boolean {
  if (isBarrier(one) || isBarrier(other)) return false;
  const [oneEnds, otherEnds] = [endsLogin(one), endsLogin(other)];
  if ((oneCanFail && otherEnds) || (otherCanFail && oneEnds)) return false;
  // What asks to last even so lasts only where it comes before the refusal.
  if ((oneEnds || oneCanFail) && lastsAnyway(other)) return false;
  if ((otherEnds || otherCanFail) && lastsAnyway(one)) return false;
  return (
    !one.effects.some((effect) => isReadIn(effect, otherReadings)) &&
    !other.effects.some((effect) => isReadIn(effect, readings)) &&
    !one.effects.some((effect) => other.effects.some((second) => areInConflict(effect, second)))
  );
}

/** Around a rule that ends the policy, or that is written in JavaScript, order is meant. */
function isBarrier({ effects }: CoreRule): boolean {
  return effects.some(({ kind }) => kind === 'stop' || kind === 'run_script');
}

/** A login that cannot be sent elsewhere is refused. */
function endsLogin({ effects }: CoreRule): boolean {
  return effects.some(({ kind }) => kind === 'deny' || kind === 'redirect');
}

function lastsAnyway({ effects }: CoreRule): boolean {
  return effects.some((effect) => 'alsoOnDeny' in effect && effect.alsoOnDeny);
}

function canFail({ effects }: CoreRule, readings: Readings, { sources }: CorePolicy): boolean {
  const asked = new Set(
    readings.map(({ field }) => stepsOf(field)).flatMap(([root, name]) => (root === 'answers' ? [name] : [])),
  );
  return (
    effects.some(({ kind }) => kind === 'redirect') ||
    sources.some(({ name, ifItFails }) => ifItFails === 'deny' && asked.has(name))
  );
}

type Readings = readonly FieldReading<null>[];

function readingsOfRule(rule: CoreRule, policy: CorePolicy): Readings {
  return readingsOf({ ...policy, rules: [rule] }, null, () => null);
}

function isReadIn(effect: CoreEffect, readings: Readings): boolean {
  switch (effect.kind) {
    case 'set_profile':
      return readings.some(
        ({ field: { root, path } }) => root === 'user' && (path.length === 0 || path[0] === effect.name),
      );
    case 'deny':
    case 'admit':
    case 'stop':
    case 'log':
    case 'run_script':
    case 'set_metadata':
    case 'count':
    case 'call':
    case 'notify':
    case 'link_to':
    case 'redirect':
      return false;
    case 'require_mfa':
    case 'set_claim':
    case 'add_to_claim':
    case 'remove_claim':
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
    case 'limit_session':
      // They write into the context, where `context.idToken` and the like can be read.
      return readings.some(
        ({ field: { root, path } }) => root === 'context' && (path[0] === undefined || OUTPUTS.has(path[0])),
      );
  }
}

const OUTPUTS: ReadonlySet<string> = new Set(['idToken', 'accessToken', 'multifactor']);

function areInConflict(one: CoreEffect, other: CoreEffect): boolean {
  if (one.kind === 'set_profile' && other.kind === 'set_profile') return one.name === other.name;
  if (one.kind === 'set_metadata' && other.kind === 'set_metadata')
    return one.field === other.field && one.name === other.name;
  // What is sent to others goes out in its order, and of several accounts or addresses one is meant.
  if (ORDERED.has(one.kind) && one.kind === other.kind) return true;
  const [claim, otherClaim] = [claimOf(one), claimOf(other)];
  if (claim !== null && otherClaim !== null) {
    const isRemoved = one.kind === 'remove_claim' && other.kind === 'remove_claim';
    return (
      !isRemoved &&
      claim.name === otherClaim.name &&
      claim.tokens.some((token) => otherClaim.tokens.includes(token))
    );
  }
  const [scopes, otherScopes] = [writingOfScopes(one), writingOfScopes(other)];
  // Scopes can be taken away in any order, and added in any order, but what is taken away may have been added before.
  return scopes !== null && otherScopes !== null && (scopes !== otherScopes || scopes === 'sets');
}

const ORDERED: ReadonlySet<CoreEffect['kind']> = new Set(['call', 'notify', 'link_to', 'redirect']);

function claimOf(effect: CoreEffect) {
  return effect.kind === 'set_claim' || effect.kind === 'add_to_claim' || effect.kind === 'remove_claim'
    ? effect
    : null;
}

function writingOfScopes(effect: CoreEffect): 'adds' | 'takes away' | 'sets' | null {
  switch (effect.kind) {
    case 'add_scopes':
      return 'adds';
    case 'remove_scopes':
    case 'limit_scopes':
      return 'takes away';
    case 'remove_claim':
      return isScopeClaim(effect) ? 'takes away' : null;
    case 'set_claim':
    case 'add_to_claim':
      return isScopeClaim(effect) ? 'sets' : null;
    default:
      return null;
  }
}

function isScopeClaim({
  tokens,
  name,
}: {
  readonly tokens: readonly string[];
  readonly name: string;
}): boolean {
  return name === 'scope' && tokens.includes('access_token');
}
