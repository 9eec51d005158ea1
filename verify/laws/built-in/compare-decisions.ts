import { isDeepStrictEqual } from 'node:util';
import type { Effect, Report } from '../../../runtime/index.ts';
import { describeOutcome } from './describe-outcome.ts';
import { nameLasting } from './lasting-effects.ts';

/**
 * What of two reports has to be the same. `lasting`: what outlasts the login, and the account that tokens are for;
 * `lasting in any order`: the same, and what was held back may differ; `address`: where the login is sent.
 */
export type DecisionPart =
  | 'by'
  | 'message'
  | 'demand'
  | 'saml'
  | 'session'
  | 'lasting'
  | 'lasting in any order'
  | 'address';

/** When two values of a claim count as the same. */
export type SameValue = (before: unknown, after: unknown) => boolean;

/**
 * Claims as they are, except that moments of the run itself may differ: the clock of rules in JavaScript begins at `now`,
 * in milliseconds since 1970 UTC, and goes on.
 */
export function sameUpToClock(now: number): SameValue {
  const same: SameValue = (before, after) => {
    if (before === after) return true;
    const [at, otherAt] = [momentOf(before), momentOf(after)];
    if (at !== null && otherAt !== null)
      return typeof before === typeof after && isSoonAfter(now, at) && isSoonAfter(now, otherAt);
    if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null)
      return false;
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return (
      Array.isArray(before) === Array.isArray(after) &&
      [...names].every(
        (name) =>
          Object.hasOwn(before, name) &&
          Object.hasOwn(after, name) &&
          same(Reflect.get(before, name), Reflect.get(after, name)),
      )
    );
  };
  return same;
}

/** Longer than any rule may run. */
const LONGEST = 60_000;

function isSoonAfter(now: number, at: number): boolean {
  // Seconds are often cut off.
  return at >= now - 1000 && at <= now + LONGEST;
}

/** Milliseconds of a moment that a claim holds, in one of the three ways that there are. */
function momentOf(value: unknown): number | null {
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

/**
 * What a second report decides otherwise than the first, as the rest of a sentence; null: nothing. Outcome, whether a
 * second factor is demanded, claims of ID and access token and scopes are always compared, the rest on request.
 */
export function findDifference(
  before: Report,
  after: Report,
  parts: readonly DecisionPart[],
  isSame: SameValue,
): string | null {
  if (before.outcome !== after.outcome)
    return `${describeOutcome(after)}, not as before, when ${describeOutcome(before)}`;
  if ((before.multifactor === null) !== (after.multifactor === null))
    return after.multifactor === null ? 'no second factor is asked for' : 'a second factor is asked for';
  if (parts.includes('demand') && !isDeepStrictEqual(demandOf(before), demandOf(after)))
    return 'another second factor is asked for';
  if (parts.includes('by') && before.by !== after.by)
    return `${nameRule(after.by)} decides, not ${nameRule(before.by)}`;
  if (parts.includes('message') && before.message !== after.message) return 'it gives another message';
  const claim =
    findClaim('the ID token', before.idToken, after.idToken, isSame) ??
    findClaim('the access token', before.accessToken, after.accessToken, isSame) ??
    (parts.includes('saml') ? findClaim('the SAML assertion', before.saml, after.saml, isSame) : null);
  if (claim !== null) return claim;
  if (!isDeepStrictEqual(before.scopes.toSorted(), after.scopes.toSorted()))
    return `the scopes are \`${after.scopes.join(' ')}\`, not \`${before.scopes.join(' ')}\``;
  if (parts.includes('session') && !isDeepStrictEqual(before.session, after.session))
    return 'the session is limited otherwise';
  if (parts.includes('address') && before.redirect?.url !== after.redirect?.url)
    return 'it is sent to another address';
  return findLasting(before, after, parts, isSame);
}

function findLasting(
  before: Report,
  after: Report,
  parts: readonly DecisionPart[],
  isSame: SameValue,
): string | null {
  const isOrdered = parts.includes('lasting');
  if (!isOrdered && !parts.includes('lasting in any order')) return null;
  if (!isSame(before.primaryUser, after.primaryUser)) return 'tokens are for another account';
  const [old, now] = [before, after].map(({ effects }) => lastingIn(effects, isOrdered));
  if (!isSame(old, now)) return 'something else is to last';
  const [held, heldNow] = [before, after].map(({ withheld }) => lastingIn(withheld, isOrdered));
  return isOrdered && !isSame(held, heldNow) ? 'something else is held back' : null;
}

/** What outlasts a login; who does it may differ. */
function lastingIn(effects: readonly Effect[], isOrdered: boolean): readonly unknown[] {
  const lasting = effects.flatMap((effect) => {
    const name = nameLasting(effect);
    if (name === null) return [];
    return [effect.effect === 'set_metadata' ? { name, value: effect.value } : { name }];
  });
  return isOrdered ? lasting : lasting.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

function findClaim(
  token: string,
  before: Report['idToken'],
  after: Report['idToken'],
  isSame: SameValue,
): string | null {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before, after].map((claims) =>
      Object.hasOwn(claims, name) ? claims[name] : undefined,
    );
    if (!isSame(old, now)) return `the claim \`${name}\` of ${token} is another`;
  }
  return null;
}

function nameRule(by: string | null): string {
  return by === null ? 'no rule' : `the rule \`${by}\``;
}

/** The demand without the first rule that made it, and without the order of methods. */
function demandOf({ multifactor }: Report): unknown {
  if (multifactor === null) return null;
  const { by: _, methods, ...rest } = multifactor;
  return { ...rest, methods: methods?.toSorted() ?? null };
}
