import { isDeepStrictEqual } from 'node:util';
import type { Report } from '../../../runtime/index.ts';
import { describeOutcome, isRefused } from './describe-outcome.ts';
import { nameLasting } from './lasting-effects.ts';

/**
 * What the second report grants that the first did not. `replaced`: claims and metadata of which one rule may put another
 * value in the place of that of another rule, so that nobody can say which gives more.
 */
export function findGain(before: Report, after: Report, replaced: ReadonlySet<string>): string | null {
  if (isRefused(after)) return null;
  if (isRefused(before)) return isSentOnAfterAll(before, after) ? null : describeOutcome(after);
  if (before.multifactor !== null && after.multifactor === null) return 'no second factor is asked for';
  if (before.redirect !== null && after.redirect === null)
    return `${describeOutcome(after)} without a detour`;
  if (isWeaker(before.multifactor, after.multifactor)) return 'a weaker second factor will do';
  if (lastsLonger(before.session, after.session)) return 'the session may last longer';
  const claim = findNew(claimsOf(before, replaced), claimsOf(after, replaced));
  if (claim !== null)
    return claim.isGrown ? `the claim ${claim.name} has more in it` : `there is a new claim, ${claim.name}`;
  const scope = after.scopes.find((name) => !before.scopes.includes(name));
  if (scope !== undefined) return `there is a new scope, \`${scope}\``;
  const lasting = findNew(lastingOf(before, replaced), lastingOf(after, replaced));
  if (lasting === null) return null;
  return lasting.isGrown
    ? `more is to last in ${lasting.name}`
    : `something more is to last, ${lasting.name}`;
}

type Demand = Report['multifactor'];

/** Demands add up, so no limit that one of them sets goes away or gets wider. */
function isWeaker(before: Demand, after: Demand): boolean {
  if (before === null || after === null) return false;
  return (
    (before.methods !== undefined && after.methods === undefined) ||
    (!before.allowRememberBrowser && after.allowRememberBrowser) ||
    (after.allowRememberBrowser && isWider(before.remember, after.remember)) ||
    isWider(before.maxAge, after.maxAge)
  );
}

function lastsLonger(before: Report['session'], after: Report['session']): boolean {
  return isWider(before?.lasts, after?.lasts) || isWider(before?.idle, after?.idle);
}

/** Of two limits; undefined: there is none. */
function isWider(before: number | undefined, after: number | undefined): boolean {
  return before !== undefined && (after === undefined || after > before);
}

/**
 * A detour is refused where the login is back already or no browser is there. Where nobody knows that, it is made: that
 * gives nothing, since on the way back all rules decide anew.
 */
function isSentOnAfterAll(before: Report, after: Report): boolean {
  return before.code === 'interaction_required' && after.redirect !== null;
}

/** What there is by its name; undefined: it has no value that could be compared. */
type Granted = ReadonlyMap<string, unknown>;

/** What only the second of two has, or what in the second has more in it. */
function findNew(
  before: Granted,
  after: Granted,
): { readonly name: string; readonly isGrown: boolean } | null {
  for (const [name, value] of after) {
    if (!before.has(name)) return { name, isGrown: false };
    if (hasGrown(before.get(name), value)) return { name, isGrown: true };
  }
  return null;
}

/**
 * Whether a value is the other one and more: a list with further members, a record with further fields. Of two texts nobody
 * can say which gives more.
 */
function hasGrown(before: unknown, after: unknown): boolean {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return false;
  if (Array.isArray(before) !== Array.isArray(after)) return false;
  if (Array.isArray(before) && Array.isArray(after)) {
    const has = (list: readonly unknown[], one: unknown) =>
      list.some((other) => isDeepStrictEqual(other, one));
    return before.every((one) => has(after, one)) && after.some((one) => !has(before, one));
  }
  const now = new Map(Object.entries(after));
  const isKept = ([name, value]: readonly [string, unknown]): boolean =>
    isDeepStrictEqual(now.get(name), value) || hasGrown(value, now.get(name));
  return Object.entries(before).every(isKept) && !isDeepStrictEqual(before, after);
}

/** All that was to last, done or not: what a refusal or a detour holds back is granted no less. */
function lastingOf({ effects, withheld }: Report, replaced: ReadonlySet<string>): Granted {
  return new Map(
    [...effects, ...withheld].flatMap((effect) => {
      const name = isUnlinked(effect) ? null : nameLasting(effect);
      return name === null
        ? []
        : [
            [
              name,
              effect.effect === 'set_metadata' && !replaced.has(effect.name) ? effect.value : undefined,
            ] as const,
          ];
    }),
  );
}

/** The link that came with a login is dropped where a rule may have made another. */
function isUnlinked(effect: Report['effects'][number]): boolean {
  return effect.effect === 'link_to' && effect.user === null;
}

function claimsOf({ idToken, accessToken, saml }: Report, replaced: ReadonlySet<string>): Granted {
  const of = (claims: Report['idToken'], token: string) =>
    Object.entries(claims).map(
      ([name, value]) => [`\`${name}\` in the ${token}`, replaced.has(name) ? undefined : value] as const,
    );
  return new Map([
    ...of(idToken, 'ID token'),
    ...of(accessToken, 'access token'),
    ...of(saml, 'SAML assertion'),
  ]);
}
