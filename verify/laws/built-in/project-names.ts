import { type Core, type CorePolicy, childrenOfCore } from '../../../compiler/index.ts';
import { type Constant, compilePattern } from '../../../stdlib/index.ts';
import { valuesOfEffect } from '../../look-ups/values-of-effect.ts';
import type { LawScene } from './law-scene.ts';

/** What occurs in a project, and what does not. */
export interface ProjectNames {
  /** A name that occurs nowhere in the project, that no text of it is a part of and no pattern of it fits. */
  readonly fresh: string;
  /** Whether a text occurs in the project, may be meant by a part of itself, or is meant otherwise than the fresh one. */
  isNamed(text: unknown): boolean;
}

/** Texts of one letter say nothing about what a text means; those of two might: `hr`. */
const SHORTEST = 2;

export function openNames({ cores, rules }: LawScene): ProjectNames {
  const texts = [
    ...cores.flatMap(textsOf),
    ...rules.flatMap(({ text }) => Array.from(text.matchAll(QUOTED), ([quoted]) => quoted.slice(1, -1))),
  ];
  // In `like "hr-*"` the parts between the wildcards are meant, and in a path its names.
  const parts = new Set(
    texts.flatMap((text) => text.toLowerCase().split(/[*?]/)).filter(({ length }) => length >= SHORTEST),
  );
  const patterns = cores.flatMap(({ constants }) => constants.flatMap(testerOf));
  const ruleTexts = rules.map(({ text }) => text.toLowerCase());
  const occurs = (text: string): boolean => {
    const folded = text.toLowerCase();
    if (ruleTexts.some((rule) => rule.includes(folded))) return true;
    for (const part of parts) if (folded.includes(part) || part.includes(folded)) return true;
    return false;
  };
  const fits = (text: string): string => patterns.map((test) => (test(text) ? 'yes' : 'no')).join();
  const free = CANDIDATES.filter((name) => !occurs(name));
  const nobody = patterns.map(() => 'no').join();
  const fresh = free.find((name) => fits(name) === nobody) ?? free[0] ?? CANDIDATES[0];
  const freshFits = fits(fresh);
  const known = new Map<string, boolean>();
  return {
    fresh,
    isNamed(text) {
      if (typeof text !== 'string') return true;
      const answer = known.get(text) ?? (occurs(text) || fits(text) !== freshFits);
      if (known.size < 1000) known.set(text, answer);
      return answer;
    },
  };
}

const CANDIDATES = ['Qzxvjk Unheard-of', 'qzxvjk', 'QZXVJK', '~93170264~', 'ZQ 93170264'] as const;

/** Texts in JavaScript; what a comment quotes does no harm. */
const QUOTED = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

function textsOf(policy: CorePolicy): readonly string[] {
  const { conditions, exempt, rules, constants } = policy;
  const cores = [
    ...conditions.map(({ condition }) => condition),
    ...(exempt === null ? [] : [exempt.condition]),
    ...rules.flatMap(({ clauses, effects }) => [
      ...clauses.map(({ condition }) => condition),
      ...effects.flatMap((effect) => valuesOfEffect(effect, policy)),
    ]),
  ];
  return [...cores.flatMap(textsInCore), ...constants.flatMap(textsInConstant)];
}

function textsInCore(core: Core): readonly string[] {
  if (core.kind === 'literal') return textsInValue(core.value);
  if (core.kind === 'field') return core.path;
  return childrenOfCore(core).flatMap(textsInCore);
}

function textsInValue(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textsInValue) : [];
}

function textsInConstant(constant: Constant): readonly string[] {
  switch (constant.kind) {
    case 'set':
      return constant.items;
    case 'table':
      return constant.rows.map(([key]) => key);
    case 'network':
    case 'schedule':
    case 'pattern':
      return [];
  }
}

function testerOf(constant: Constant): readonly ((text: string) => boolean)[] {
  if (constant.kind !== 'pattern') return [];
  const pattern = compilePattern(constant.source, constant.flags);
  return [(text) => pattern.test(text)];
}
