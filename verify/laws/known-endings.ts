import { type Core, type CoreEffect, childrenOfCore } from '../../compiler/index.ts';
import type { CheckedProject } from '../../project/index.ts';
import { factsOf } from '../generate/facts.ts';

/** How logins can end by the rules of a project: a guess at what its authors have in mind. */
export interface KnownEndings {
  /** Whether some rule ends a login so. */
  has(outcome: 'allow' | 'deny' | 'challenge'): boolean;
  /** The texts, numbers and truths that rules in sentences set a claim to. */
  valuesOf(claim: string): readonly unknown[];
}

/** Reads the effects of policies, and the words of rules in JavaScript. */
export function knownEndings(project: CheckedProject): KnownEndings {
  const { cores, rules } = factsOf(project);
  const effects = cores.flatMap((core) => core.rules.flatMap((rule) => rule.effects));
  const says = (word: RegExp): boolean => rules.some(({ text }) => word.test(text));
  const outcomes = new Map([
    ['allow', true],
    [
      'deny',
      effects.some(({ kind }) => kind === 'deny') ||
        cores.some((core) => core.default === 'deny') ||
        says(/UnauthorizedError|callback\(new|access\.deny/),
    ],
    ['challenge', effects.some(({ kind }) => kind === 'require_mfa') || says(/multifactor/i)],
  ]);
  return {
    has: (outcome) => outcomes.get(outcome) === true,
    valuesOf: (claim) => [...new Set(effects.flatMap((effect) => valuesIn(effect, claim)))],
  };
}

function valuesIn(effect: CoreEffect, claim: string): readonly unknown[] {
  return effect.kind === 'set_claim' && effect.name === claim ? literalsOf(effect.value) : [];
}

/** The texts, numbers and truths that an expression names. */
export function literalsOf(core: Core): readonly unknown[] {
  const own = core.kind === 'literal' && typeof core.value !== 'object' && core.value !== undefined;
  return [...(own ? [core.value] : []), ...childrenOfCore(core).flatMap(literalsOf)];
}
