import {
  type Core,
  type CorePolicy,
  type CoreProperty,
  type CoreRule,
  conditionOf,
} from '../../compiler/index.ts';
import type { Solutions } from './answers.ts';
import { ABSENT } from './candidate.ts';
import { type Choices, openChoices } from './choices.ts';
import type { GeneratorFacts } from './facts.ts';
import type { Hint, Places } from './places.ts';
import { mixSeeds, openRandom, type Random } from './random.ts';
import { satisfy, satisfyNearly, type Wishes } from './satisfy.ts';

/** Something that logins are to do, and several ways to do it. */
export interface Aim {
  readonly about: 'rule' | 'law';
  /** How many ways there are to ask for; each is worked out when it is first asked for. */
  readonly ways: number;
  /** For each place that matters the values that it can have; null: no way was found. */
  way(number: number): Way | null;
}

export type Way = readonly (readonly [place: number, left: readonly number[]])[];

/** What logins are to do: what the rules ask for and nearly ask for, what they cannot tell, and what laws are about. */
export function findAims(
  facts: GeneratorFacts,
  places: Places,
  solutions: (core: Core, policy: CorePolicy) => Solutions,
): readonly Aim[] {
  const rules = facts.cores.flatMap((policy) =>
    policy.rules
      .filter(({ mode }) => mode !== 'disabled')
      .map((rule) => ({ rule, policy, condition: conditionOf(rule) })),
  );
  const exempt = facts.cores.flatMap((policy) =>
    policy.exempt === null ? [] : [{ policy, condition: policy.exempt.condition }],
  );
  const plot: Plot = { rules, edges: [...rules, ...exempt], solutions };
  const laws = facts.cores.flatMap((policy) =>
    policy.properties.filter(({ skip }) => skip === null).map((property) => ({ property, policy })),
  );
  const makers = [
    ...rules.flatMap((one, index) =>
      ruleAims(one, index).map((make) => ({ about: 'rule' as const, make, ways: 24 })),
    ),
    ...places.hints.map((hint) => ({ about: 'rule' as const, make: hintAim(hint, places), ways: 48 })),
    ...laws.map((law) => ({ about: 'law' as const, make: lawAim(law), ways: 192 })),
  ];
  return makers.map(({ about, make, ways }, index) => ({ about, ways, way: remember(make, plot, index) }));
}

interface Placed {
  readonly rule: CoreRule;
  readonly policy: CorePolicy;
  readonly condition: Core;
}

interface Plot {
  readonly rules: readonly Placed[];
  /** The conditions at whose edges logins may break laws: those of rules, and exemptions. */
  readonly edges: readonly Pick<Placed, 'policy' | 'condition'>[];
  readonly solutions: Wishes['solutions'];
}

/** Narrows the choices; false when that could not be done. */
type Make = (plot: Plot, choices: Choices, random: Random) => boolean;

const ATTEMPTS = 4;
/** So many rules before one are kept from ending the login. */
const CLEARED = 60;

function remember(make: Make, plot: Plot, aim: number): (number: number) => Way | null {
  const known = new Map<number, Way | null>();
  return (number) => {
    const found = known.get(number);
    if (found !== undefined) return found;
    const way = findWay(make, plot, mixSeeds(aim, number));
    known.set(number, way);
    return way;
  };
}

function findWay(make: Make, plot: Plot, seed: number): Way | null {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const choices = openChoices();
    if (make(plot, choices, openRandom(mixSeeds(seed, attempt)))) return choices.entries();
  }
  return null;
}

/** A rule applies, nearly applies, applies in doubt. */
function ruleAims(placed: Placed, index: number): readonly Make[] {
  const { condition, rule } = placed;
  const clear = (plot: Plot, choices: Choices, random: Random): boolean => {
    clearTheWay(plot, index, choices, random);
    return true;
  };
  const aim =
    (act: (wishes: Wishes) => boolean): Make =>
    (plot, choices, random) =>
      act(wishesOf(placed, plot, choices, random)) && clear(plot, choices, random);
  const applies = aim((wishes) => satisfy(condition, 'yes', wishes));
  const misses = aim((wishes) => satisfyNearly(condition, 'yes', wishes));
  const doubts = aim((wishes) => satisfy(condition, 'unknown', wishes));
  return rule.clauses.length === 0 ? [applies] : [applies, misses, doubts];
}

/**
 * Nobody can tell when a rule in JavaScript applies, so its fields get what it names or what is plain, and so do those of
 * the rules in JavaScript before it.
 */
function hintAim(hint: Hint, places: Places): Make {
  return (plot, choices, random) => {
    const known = places.hints.slice(0, places.hints.indexOf(hint) + 1);
    for (const key of new Set(known.flatMap((one) => [...one.keys()]))) {
      const own = hint.get(key);
      // What an earlier rule lets through is often named by that rule alone.
      const sources =
        own !== undefined && random.chance(0.5) ? [own] : known.flatMap((one) => one.get(key) ?? []);
      const keys = new Set(sources.flatMap((source) => [...source]));
      const place = places.indexes.get(key) ?? -1;
      const { pool, plain, root } = places.list[place] ?? { pool: [], plain: ABSENT, root: 'user' };
      const isFit = (other: string): boolean => root === 'now' || keys.has(other) || other === plain.key;
      choices.narrow(
        place,
        pool.flatMap((candidate, index) => (isFit(candidate.key) ? [index] : [])),
      );
    }
    if (random.chance(0.7)) clearTheWay(plot, plot.rules.length, choices, random);
    return true;
  };
}

/** A law is about the login, the login does what breaks it as far as that can be chosen, and the rules are at an edge. */
function lawAim({
  property,
  policy,
}: {
  readonly property: CoreProperty;
  readonly policy: CorePolicy;
}): Make {
  return (plot, choices, random) => {
    const wishes = wishesOf({ policy }, plot, choices, random);
    if (property.given !== null && !satisfy(property.given, 'yes', wishes)) return false;
    if (random.chance(0.7)) satisfy(property.condition, property.claim === 'always' ? 'no' : 'yes', wishes);
    const placed = random.pick(plot.edges);
    if (placed === undefined) return true;
    const near = wishesOf(placed, plot, choices, random);
    switch (random.below(5)) {
      case 0:
        satisfyNearly(placed.condition, 'yes', near);
        break;
      case 1:
        satisfy(placed.condition, 'unknown', near);
        break;
      case 2:
        satisfy(placed.condition, 'yes', near);
        break;
    }
    if (random.chance(0.8)) clearTheWay(plot, plot.rules.length, choices, random);
    return true;
  };
}

/** Keeps the rules before one from ending the login, where that is not in the way of what was chosen already. */
function clearTheWay(plot: Plot, before: number, choices: Choices, random: Random): void {
  const own = plot.rules[before]?.policy;
  const earlier = plot.rules.slice(Math.max(0, before - CLEARED), before);
  for (const placed of earlier) {
    const ends = placed.rule.effects.some(
      ({ kind }) => kind === 'deny' || (kind === 'stop' && placed.policy === own),
    );
    if (ends) satisfy(placed.condition, 'no', wishesOf(placed, plot, choices, random));
  }
  const policies = [
    ...new Set([...earlier.map(({ policy }) => policy), ...(own === undefined ? [] : [own])]),
  ];
  for (const policy of policies) {
    const wishes = wishesOf({ policy }, plot, choices, random);
    if (policy.exempt !== null && random.chance(0.8)) satisfy(policy.exempt.condition, 'no', wishes);
    if (policy.default === 'allow' || policy === own) continue;
    const admits = earlier.filter(
      (placed) => placed.policy === policy && placed.rule.effects.some(({ kind }) => kind === 'admit'),
    );
    const admit = random.pick(admits);
    if (admit !== undefined) satisfy(admit.condition, 'yes', wishes);
  }
}

function wishesOf(
  { policy }: { readonly policy: CorePolicy },
  { solutions }: Plot,
  choices: Choices,
  random: Random,
): Wishes {
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  return { policy, conditions, solutions, choices, random };
}
