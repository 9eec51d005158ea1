import type { Report } from '../../../runtime/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Law, LawRun } from '../law.ts';
import { absenceAsBefore, withBefore } from './absence-as-before.ts';
import { findDifference, sameUpToClock } from './compare-decisions.ts';
import { readingsOf, stepsOf } from './field-readings.ts';
import { findGain } from './find-gain.ts';
import { MOST_VARIANTS, openVariantJudge, type Variant } from './judge-variants.ts';
import { asLaw, type BesidePipeline, changeSteps, type LawScene } from './law-scene.ts';
import { areRelated, type LoginSteps, openRelated, placesInLogin, withoutPlace } from './login-places.ts';
import { namePlace } from './name-place.ts';

/**
 * A login with less in it gets no more: no refusal turns into an allowance, no demand for a second factor goes away, no
 * claim and no scope is new, nothing more is to last, and no detour is spared. What look-ups answer is a part of the login.
 * Where a policy itself says what it means that a fact is missing, it is taken at its word.
 */
export function missingFactsNeverHelp(scene: LawScene): Law {
  const readings = scene.cores.flatMap((core) => readingsOf(core, null, () => null));
  const isRead = openRelated(readings.map(({ field }) => stepsOf(field)));
  // What JavaScript reads cannot be known, so everything may matter to it; mostly what its text mentions does.
  const readsAll = scene.rules.length > 0;
  const words = new Set(scene.rules.flatMap(({ text }) => text.match(/[\w$]+/g) ?? []));
  const isMentioned = (steps: LoginSteps): boolean => words.has(String(steps.at(-1))) || isRead(steps);

  const judgeVariants = openVariantJudge();
  const replaced = replacedIn(scene);
  const isSaid = openSaid(scene, replaced);
  const isOfSentences = openOfSentences(scene);
  return asLaw(
    {
      name: 'missing-facts-never-help',
      summary: 'deleting a field of a login never lets anybody in, and never gives more',
      unfit: readings.length === 0 && !readsAll ? 'no rule depends on a field that may be missing' : null,
      async judge(run, turn) {
        const { login, report } = run;
        if (report.outcome === 'failure' && isOfSentences(report)) return { kind: 'beside' };
        const candidates = placesInLogin(login).filter((steps) => !isOutput(steps));
        const mentioned = candidates.filter(isMentioned);
        const others = readsAll ? candidates.filter((steps) => !mentioned.includes(steps)) : [];
        const places = turn === null || turn % OTHERS_EVERY === 0 ? [...mentioned, ...others] : mentioned;
        const variants = variantsOf(login, places, turn);
        return judgeVariants(run, variants, turn, async (before, after, less) => {
          const gain = findGain(before, after, replaced);
          return gain !== null && (await isSaid(run, less)) ? null : gain;
        });
      },
    },
    scene,
  );
}

/**
 * Whether a rule of sentences ended a login. None can fail but for a look-up or a call, and a grant in doubt asks nobody:
 * what is down keeps those out who need it.
 */
function openOfSentences({ cores }: LawScene): (report: Report) => boolean {
  const ids = cores.map(
    ({ id, rules }) =>
      [id, new Set(rules.flatMap((rule) => (rule.script === null ? [rule.id] : [])))] as const,
  );
  const rules = new Map(ids);
  return ({ policy, by }) => by !== null && rules.get(policy ?? '')?.has(by) === true;
}

/** The names of claims and metadata that rules of sentences set more than once. */
function replacedIn({ cores }: LawScene): ReadonlySet<string> {
  const names = cores.flatMap(({ rules }) =>
    rules.flatMap(({ effects }) =>
      effects.flatMap((effect) =>
        effect.kind === 'set_claim' || effect.kind === 'add_to_claim' || effect.kind === 'set_metadata'
          ? [effect.name]
          : [],
      ),
    ),
  );
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}

/**
 * Whether a login with less in it gets more only because a policy says what it means that something is missing: as long as
 * that is asked of the whole login, the one with less gets no more. So it is, too, where that cannot be told.
 */
function openSaid(
  scene: LawScene,
  replaced: ReadonlySet<string>,
): (run: LawRun, less: TimedLogin) => Promise<boolean> {
  let opened: { readonly beside: BesidePipeline | null } | null = null;
  const open = () => {
    const steps = changeSteps(scene, absenceAsBefore);
    return { beside: steps === null ? null : scene.openBeside(steps) };
  };
  return async ({ login, report }, less) => {
    opened ??= open();
    const { beside } = opened;
    if (beside === null) return false;
    const whole = await beside.run(withBefore(login, login));
    const isSame = sameUpToClock(login.now);
    if (findDifference(report, whole, ['demand', 'saml', 'session', 'lasting'], isSame) !== null) return true;
    return findGain(whole, await beside.run(withBefore(less, login)), replaced) === null;
  };
}

/** In one turn of so many, fields that no rule mentions are looked at, too. */
const OTHERS_EVERY = 4;

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
