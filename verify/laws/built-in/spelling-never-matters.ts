import type { Core } from '../../../compiler/index.ts';
import { LOGIN_NAMES, type LoginName, type Type } from '../../../stdlib/index.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import type { Law } from '../law.ts';
import { findDifference, type SameValue, sameUpToClock } from './compare-decisions.ts';
import { readingsOf, stepsOf } from './field-readings.ts';
import { openVariantJudge, type Variant } from './judge-variants.ts';
import { asLaw, type LawScene } from './law-scene.ts';
import { type LoginSteps, valueInLogin, withValue } from './login-places.ts';
import { namePlace } from './name-place.ts';
import {
  CASES,
  foldAll,
  respellText,
  SPELLED,
  SPELLINGS,
  type SpelledKind,
  type Spelling,
} from './respell-text.ts';

/**
 * E-mail addresses, domains, countries, groups, roles, applications and connections decide alike in every spelling that
 * their type takes for the same. Fields that a policy compares `exactly` are left alone.
 */
export function spellingNeverMatters(scene: LawScene): Law {
  const places = placesOf(scene);
  const judgeVariants = openVariantJudge();
  return asLaw(
    {
      name: 'spelling-never-matters',
      summary: 'e-mail addresses, domains, groups and other names decide alike in every spelling',
      unfit: places.length === 0 ? 'no rule reads a name that has more than one spelling' : null,
      judge(run, turn) {
        const variants = places.flatMap((place) => variantsOf(run.login, place));
        const same = sameUpToClock(run.login.now);
        const isSame: SameValue = (a, b) => same(foldAll(a), foldAll(b));
        return judgeVariants(run, variants, turn, (before, after) =>
          findDifference(before, after, ['by', 'saml', 'lasting'], isSame),
        );
      },
    },
    scene,
  );
}

interface SpelledPlace {
  readonly steps: LoginSteps;
  readonly kinds: readonly SpelledKind[];
  readonly spellings: readonly Spelling[];
}

/** `exactly`: it is compared as it is; `case`: upper and lower case aside, and otherwise as it is. */
type Comparison = 'none' | 'bare' | 'case';

function placesOf({ cores, rules }: LawScene): readonly SpelledPlace[] {
  const readings = cores.flatMap((core) => readingsOf<Comparison>(core, 'none', howCompared));
  const found = new Map<string, { steps: LoginSteps; kinds: Set<SpelledKind>; hows: Set<Comparison> }>();
  const add = (steps: LoginSteps, type: Type, how: Comparison): void => {
    const key = JSON.stringify(steps);
    const place = found.get(key) ?? { steps, kinds: new Set(), hows: new Set() };
    found.set(key, place);
    const kind = kindOf(type);
    if (kind !== null) place.kinds.add(kind);
    place.hows.add(how);
  };
  for (const { field, gathered } of readings) add(stepsOf(field), field.type, gathered);
  // What JavaScript reads cannot be known, so every name counts that a login has.
  if (rules.length > 0) for (const [steps, type] of KNOWN) add(steps, type, 'none');
  return [...found.values()]
    .filter(({ kinds, hows }) => kinds.size > 0 && !hows.has('bare'))
    .map(({ steps, kinds, hows }) => ({
      steps,
      kinds: [...kinds],
      spellings: hows.has('case') ? CASES : SPELLINGS,
    }));
}

/** Follows how the text of a field gets to a comparison: as it is, or folded. */
function howCompared(before: Comparison, core: Core, part: number): Comparison {
  if (core.kind === 'each') {
    const fold = core.mode === 'map' && part === 0 ? core.value : null;
    if (fold?.kind === 'call' && fold.function.startsWith('fold')) return howFolded(fold.function);
    return part === 0 && core.mode === 'map' ? before : 'none';
  }
  if (core.kind !== 'call') return before;
  if (core.function.startsWith('fold')) return howFolded(core.function);
  if (COMPARING.has(core.function)) return 'bare';
  // What a function makes of a name is no name any more: `length`, `hash`.
  return kindOf(core.type) === null ? 'none' : before;
}

function howFolded(name: string): Comparison {
  return name === 'foldCase' ? 'case' : 'none';
}

/** What operators stand for that compare by the equality of a type, or `exactly` where the author says so. */
const COMPARING: ReadonlySet<string> = new Set([
  'isSame',
  'isSameValue',
  'contains',
  'containsAny',
  'containsAll',
  'memberOf',
  'anyMemberOf',
  'textContains',
  'startsWith',
  'endsWith',
  'likeText',
]);

function kindOf(type: Type): SpelledKind | null {
  const { kind } = type.kind === 'list' ? type.of : type;
  return SPELLED.find((spelled) => spelled === kind) ?? null;
}

/** The names of every login that have more than one spelling. */
const KNOWN: readonly (readonly [LoginSteps, Type])[] = Array.from(LOGIN_NAMES.values(), spelledBelow).flat();

function spelledBelow({ field, children }: LoginName): readonly (readonly [LoginSteps, Type])[] {
  const below = Array.from(children.values(), spelledBelow).flat();
  if (field?.kind !== 'field' || kindOf(field.type) === null) return below;
  return [[[field.root, ...field.path], field.type], ...below];
}

function variantsOf(login: TimedLogin, { steps, kinds, spellings }: SpelledPlace): readonly Variant[] {
  const value = valueInLogin(login, steps);
  if (value === undefined) return [];
  return spellings.flatMap((spelling) => {
    const respelled = respellValue(value, spelling, kinds);
    if (respelled === null) return [];
    const words = `with \`${namePlace(steps)}\` in ${IN_WORDS[spelling]},`;
    return [{ words, make: () => withValue(login, steps, respelled) }];
  });
}

const IN_WORDS: Readonly<Record<Spelling, string>> = {
  'upper case': 'upper case',
  'lower case': 'lower case',
  'mixed case': 'mixed upper and lower case',
  decomposed: 'letters and accents apart',
  composed: 'letters and accents together',
  punycode: 'the `xn--` form',
  unicode: 'the form without `xn--`',
};

/** A text, or a list of which some members are texts; null: there is no other spelling. */
function respellValue(value: unknown, spelling: Spelling, kinds: readonly SpelledKind[]): unknown {
  if (typeof value === 'string') return respellText(value, spelling, kinds);
  if (!Array.isArray(value)) return null;
  const members = value.map((member) => respellValue(member, spelling, kinds) ?? member);
  return members.some((member, index) => member !== value[index]) ? members : null;
}
