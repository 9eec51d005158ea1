import type { Core, CorePolicy } from '../../../compiler/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Law } from '../law.ts';
import { findDifference, type SameValue, sameUpToClock } from './compare-decisions.ts';
import { readingsOf, stepsOf } from './field-readings.ts';
import { openVariantJudge, type Variant } from './judge-variants.ts';
import { asLaw, type LawScene } from './law-scene.ts';
import { type LoginSteps, valueInLogin, withValue } from './login-places.ts';
import { namePlace } from './name-place.ts';
import { openNames } from './project-names.ts';

/**
 * A group, a role or an attribute that occurs nowhere in the project changes nothing, and one application that occurs
 * nowhere is as good as another. Lists and records of which a policy asks for all that is in them are left alone; so are
 * claims into which what is new was copied.
 */
export function unnamedThingsChangeNothing(scene: LawScene): Law {
  const { fresh, isNamed } = openNames(scene);
  const readings = scene.cores.flatMap((core) => readingsOf(core, false, asksForAll));
  const asked = new Set(
    readings.filter(({ gathered }) => gathered).map(({ field }) => keyOf(stepsOf(field))),
  );
  const whole = new Set(
    readings.filter(({ use }) => use === 'condition').map(({ field }) => keyOf(stepsOf(field))),
  );
  const lists = uniquePlaces([
    ...LISTS,
    ...readings.filter(({ field }) => isNames(field.type)).map(({ field }) => stepsOf(field)),
  ]).filter((steps) => !asked.has(keyOf(steps)));
  const records = RECORDS.filter((steps) => !whole.has(keyOf(steps)));
  const isProfileSet = scene.cores.some(setsProfile);

  const variantsOf = (login: TimedLogin): readonly Variant[] => [
    ...lists.flatMap((steps): readonly Variant[] => {
      const value = valueInLogin(login, steps);
      if (!Array.isArray(value) || value.some((member) => typeof member !== 'string')) return [];
      const words = `with one more of \`${namePlace(steps)}\`, which no rule names,`;
      return [
        { words, make: () => withValue(login, steps, [...value, fresh]) },
        { words, make: () => withValue(login, steps, [fresh, ...value]) },
      ];
    }),
    ...records.flatMap((steps): readonly Variant[] => {
      const value = valueInLogin(login, steps);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const words = `with one more field of \`${namePlace(steps)}\`, which no rule names,`;
      return [{ words, make: () => withValue(login, [...steps, fresh], fresh) }];
    }),
    ...(isProfileSet ? [] : appVariants(login)),
  ];
  const appVariants = (login: TimedLogin): readonly Variant[] => {
    const name = valueInLogin(login, ['context', 'clientName']);
    const id = valueInLogin(login, ['context', 'clientID']);
    const known = [name, id].filter((value) => value !== undefined);
    if (known.length === 0 || known.some((value) => typeof value !== 'string' || isNamed(value))) return [];
    const make = (): TimedLogin =>
      APP.reduce(
        (changed, steps) =>
          valueInLogin(login, steps) === undefined ? changed : withValue(changed, steps, fresh),
        login,
      );
    return [{ words: 'with another `app`, which no rule names either,', make }];
  };

  const judgeVariants = openVariantJudge();
  return asLaw(
    {
      name: 'unnamed-things-change-nothing',
      summary: 'groups, applications and attributes that no rule names change nothing',
      unfit: null,
      judge(run, turn) {
        const app = valueInLogin(run.login, ['context', 'clientName']);
        const same = sameUpToClock(run.login.now);
        const isSame: SameValue = (before, after) =>
          same(before, after) || holds(after, fresh) || (!isNamed(app) && holds(before, app));
        return judgeVariants(run, variantsOf(run.login), turn, (before, after) =>
          findDifference(before, after, ['by', 'demand', 'saml', 'session'], isSame),
        );
      },
    },
    scene,
  );
}

const LISTS: readonly LoginSteps[] = [
  ['user', 'groups'],
  ['user', 'roles'],
  ['context', 'authorization', 'roles'],
];

const RECORDS: readonly LoginSteps[] = [
  ['user'],
  ['user', 'user_metadata'],
  ['user', 'app_metadata'],
  ['context'],
];

const APP: readonly LoginSteps[] = [
  ['context', 'clientName'],
  ['context', 'clientID'],
];

function isNames({ kind, ...rest }: Core['type']): boolean {
  return kind === 'list' && 'of' in rest && (rest.of.kind === 'group' || rest.of.kind === 'role');
}

/** Where one member more may rightly make a difference. */
function asksForAll(asked: boolean, core: Core, part: number): boolean {
  if (asked) return true;
  switch (core.kind) {
    case 'exists':
      return true;
    case 'each':
      return (
        core.mode === 'every' ||
        core.mode === 'count' ||
        (core.mode === 'some' && hasNegation(core.condition))
      );
    case 'call':
      if (core.function === 'containsAll') return part === 1;
      return (
        WHOLE.has(core.function) || (EQUAL.has(core.function) && core.arguments[part]?.type.kind === 'list')
      );
    default:
      return false;
  }
}

const WHOLE: ReadonlySet<string> = new Set(['size', 'isEmpty', 'keys', 'values']);
const EQUAL: ReadonlySet<string> = new Set(['isSame', 'isSameValue']);

function hasNegation(core: Core): boolean {
  if (core.kind === 'not') return true;
  switch (core.kind) {
    case 'all':
    case 'any':
      return core.operands.some(hasNegation);
    default:
      return false;
  }
}

/** What an application is called may get into the profile, and from there anywhere. */
function setsProfile(policy: CorePolicy): boolean {
  return policy.rules.some(({ effects }) => effects.some(({ kind }) => kind === 'set_profile'));
}

function uniquePlaces(places: readonly LoginSteps[]): readonly LoginSteps[] {
  return [...new Map(places.map((steps) => [keyOf(steps), steps])).values()];
}

function keyOf(steps: LoginSteps): string {
  return JSON.stringify(steps);
}

/** Whether a text stands anywhere in a value. */
function holds(value: unknown, text: unknown): boolean {
  if (typeof text !== 'string' || text === '' || value === undefined) return false;
  return JSON.stringify(value).includes(JSON.stringify(text).slice(1, -1));
}
