import { isDeepStrictEqual } from 'node:util';
import type { Core, CorePolicy } from '../../../compiler/index.ts';
import type { Report } from '../../../runtime/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Law } from '../law.ts';
import { describeOutcome, isRefused } from './describe-outcome.ts';
import { readingsOf, stepsOf } from './field-readings.ts';
import { MOST_VARIANTS, openVariantJudge, type Variant } from './judge-variants.ts';
import { nameLasting } from './lasting-effects.ts';
import { asLaw, type LawScene } from './law-scene.ts';
import { areRelated, type LoginSteps, placesInLogin, withoutPlace } from './login-places.ts';
import { namePlace } from './name-place.ts';

/**
 * A login with less in it gets no more: no refusal turns into an allowance, no demand for a second factor goes away, no
 * claim and no scope is new, nothing more is to last, and no detour is spared. What look-ups answer is a part of the login.
 * Fields of which a policy itself says what it means that they are missing are left alone.
 */
export function missingFactsNeverHelp(scene: LawScene): Law {
  const readings = scene.cores.flatMap((core) => readingsOf(core, false, speaksOfAbsence));
  const spoken = withSources(
    readings
      .filter(({ field, gathered }) => gathered || field.assumed !== undefined)
      .map(({ field }) => stepsOf(field)),
    scene.cores,
  );
  const silent = readings
    .map(({ field }) => stepsOf(field))
    .filter((steps) => !spoken.some((other) => areRelated(steps, other)));
  // What JavaScript reads cannot be known, so everything may matter to it; mostly what its text mentions does.
  const readsAll = scene.rules.length > 0;
  const words = new Set(scene.rules.flatMap(({ text }) => text.match(/[\w$]+/g) ?? []));
  const isCandidate = (steps: LoginSteps): boolean =>
    !isOutput(steps) && !spoken.some((other) => areRelated(steps, other));
  const isMentioned = (steps: LoginSteps): boolean =>
    words.has(String(steps.at(-1))) || silent.some((other) => areRelated(steps, other));

  const judgeVariants = openVariantJudge();
  return asLaw(
    {
      name: 'missing-facts-never-help',
      summary: 'deleting a field of a login never lets anybody in, and never gives more',
      unfit: silent.length === 0 && !readsAll ? 'no rule depends on a field that may be missing' : null,
      judge(run, turn) {
        const { login } = run;
        const candidates = placesInLogin(login).filter(isCandidate);
        const mentioned = candidates.filter(isMentioned);
        const others = readsAll ? candidates.filter((steps) => !mentioned.includes(steps)) : [];
        const places = turn === null || turn % OTHERS_EVERY === 0 ? [...mentioned, ...others] : mentioned;
        const variants = variantsOf(login, places, turn);
        return judgeVariants(run, variants, turn, findGain);
      },
    },
    scene,
  );
}

/** In one turn of so many, fields that no rule mentions are looked at, too. */
const OTHERS_EVERY = 4;

/** Where the author says what it means that a part is missing. */
function speaksOfAbsence(spoken: boolean, core: Core, part: number): boolean {
  if (spoken) return true;
  switch (core.kind) {
    case 'exists':
      return true;
    case 'otherwise':
      return part < core.options.length - 1;
    case 'call':
      // A request that says no prompt shows a page: the event `login` instead of `silent`.
      return core.function === 'entryOf' ? part === 1 : SPEAKING.has(core.function);
    default:
      return false;
  }
}

/**
 * Where a rule sets a field of the profile that is spoken of, what the rule asks for is spoken of, too: in doubt about it
 * the field is missing for the rules after it.
 */
function withSources(spoken: readonly LoginSteps[], cores: readonly CorePolicy[]): readonly LoginSteps[] {
  const sources = cores.flatMap((core) =>
    core.rules.flatMap((rule) => {
      const names = rule.effects.flatMap((effect) => (effect.kind === 'set_profile' ? [effect.name] : []));
      if (names.length === 0) return [];
      const readings = readingsOf({ ...core, rules: [rule] }, null, () => null);
      const from = readings.map(({ field }) => stepsOf(field));
      return names.map((name): Source => ({ set: ['user', name], from }));
    }),
  );
  const added = sources
    .filter(({ set }) => spoken.some((steps) => areRelated(set, steps)))
    .flatMap(({ from }) => from)
    .filter((steps) => !spoken.some((other) => isDeepStrictEqual(other, steps)));
  return added.length === 0 ? spoken : withSources([...spoken, ...added], cores);
}

interface Source {
  readonly set: LoginSteps;
  readonly from: readonly LoginSteps[];
}

/** Functions that tell a record from the same record with less in it, and what is empty from what is not there. */
const SPEAKING: ReadonlySet<string> = new Set([
  'isEmpty',
  'keys',
  'values',
  'hasKey',
  'get',
  'merge',
  'pick',
  'omit',
]);

/** Where rules write: what came there with a login is a decision of somebody else, no fact. */
function isOutput([root, name]: LoginSteps): boolean {
  return root === 'context' && OUTPUTS.has(name);
}

const OUTPUTS: ReadonlySet<unknown> = new Set([
  'idToken',
  'accessToken',
  'multifactor',
  'redirect',
  'samlConfiguration',
  'lintel',
]);

/** One field less each, two, all; where one is chosen, `turn` says which two. */
function variantsOf(
  login: TimedLogin,
  places: readonly LoginSteps[],
  turn: number | null,
): readonly Variant[] {
  const less = (...gone: readonly LoginSteps[]): Variant => ({
    words: `without ${gone.map((steps) => `\`${namePlace(steps)}\``).join(' and ')}`,
    make: () => gone.reduce(withoutPlace, login),
  });
  // The innermost first: what is told of a law that is broken then names the field that matters.
  const singles = places.toSorted((a, b) => b.length - a.length).map((place) => less(place));
  if (places.length < 2) return singles;
  const outermost = places.filter(
    (place) => !places.some((other) => other !== place && isInside(place, other)),
  );
  const all = less(...outermost);
  const pairOf = (one: LoginSteps, other: LoginSteps | undefined): readonly Variant[] =>
    other === undefined || areRelated(one, other) ? [] : [less(one, other)];
  if (turn === null) {
    const pairs = places.flatMap((one, index) =>
      places.slice(index + 1).flatMap((other) => pairOf(one, other)),
    );
    const few = [...singles, ...pairs];
    return [...few.slice(0, MOST_VARIANTS - 1), all, ...few.slice(MOST_VARIANTS - 1)];
  }
  const step = 1 + (turn % (places.length - 1));
  return [
    ...singles,
    all,
    ...places.flatMap((one, index) => pairOf(one, places[(index + step) % places.length])),
  ];
}

function isInside(place: LoginSteps, other: LoginSteps): boolean {
  return place.length > other.length && other.every((step, index) => step === place[index]);
}

/** What the second report grants that the first did not. */
function findGain(before: Report, after: Report): string | null {
  if (isRefused(after)) return null;
  if (isRefused(before)) return isSentOnAfterAll(before, after) ? null : describeOutcome(after);
  if (before.multifactor !== null && after.multifactor === null) return 'no second factor is asked for';
  if (before.redirect !== null && after.redirect === null)
    return `${describeOutcome(after)} without a detour`;
  const claims = claimsOf(before);
  const claim = claimsOf(after).find((name) => !claims.includes(name));
  if (claim !== undefined) return `there is a new claim, ${claim}`;
  const scope = after.scopes.find((name) => !before.scopes.includes(name));
  if (scope !== undefined) return `there is a new scope, \`${scope}\``;
  const lasting = lastingOf(before);
  const added = lastingOf(after).find((one) => !lasting.includes(one));
  return added === undefined ? null : `something more is to last, ${added}`;
}

/**
 * A detour is refused where the login is back already or no browser is there. Where nobody knows that, it is made: that
 * gives nothing, since on the way back all rules decide anew.
 */
function isSentOnAfterAll(before: Report, after: Report): boolean {
  return before.code === 'interaction_required' && after.redirect !== null;
}

/** All that was to last, done or not: what a refusal or a detour holds back is granted no less. */
function lastingOf({ effects, withheld }: Report): readonly string[] {
  return [...effects, ...withheld].flatMap((effect) =>
    isUnlinked(effect) ? [] : (nameLasting(effect) ?? []),
  );
}

/** The link that came with a login is dropped where a rule may have made another. */
function isUnlinked(effect: Report['effects'][number]): boolean {
  return effect.effect === 'link_to' && effect.user === null;
}

function claimsOf({ idToken, accessToken, saml }: Report): readonly string[] {
  return [
    ...Object.keys(idToken).map((name) => `\`${name}\` in the ID token`),
    ...Object.keys(accessToken).map((name) => `\`${name}\` in the access token`),
    ...Object.keys(saml).map((name) => `\`${name}\` in the SAML assertion`),
  ];
}
