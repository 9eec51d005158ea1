import { fieldsOf } from '../children-of-core.ts';
import { type Core, isResult } from '../core.ts';
import { waysToHold } from './conjunctions.ts';
import { lawMissesChallenge } from './law-messages.ts';
import type { Lint } from './lint.ts';

/** `never: outcome is "allow"` beside rules that ask for a second factor: whoever is asked for one comes in all the same. */
export const lawMissesChallengeLint: Lint = ({ policy }, core) => {
  const asking = core.rules.find(
    ({ mode, effects }) => mode === 'enforce' && effects.some(({ kind }) => kind === 'require_mfa'),
  );
  if (asking === undefined) return [];
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
  return core.properties.flatMap(({ name, claim, given, condition }, index) => {
    const span = policy.properties[index]?.condition.span;
    const parts = given === null ? [condition] : [given, condition];
    const asks = parts.flatMap((part) => fieldsOf(part, conditions)).some((field) => isResult(field, 'mfa'));
    if (claim !== 'never' || asks || span === undefined) return [];
    const ways = waysToHold(condition, conditions) ?? [];
    const forbids = (outcome: string): boolean =>
      ways.some((way) => way.some(({ core, holds }) => holds && isOutcome(core, outcome)));
    return forbids('allow') && !forbids('challenge')
      ? [lawMissesChallenge({ span, law: name, rule: asking.id })]
      : [];
  });
};

function isOutcome(core: Core, outcome: string): boolean {
  if (core.kind !== 'call') return false;
  const [left, right] = core.arguments;
  if (left === undefined || right === undefined) return false;
  if (core.function === 'isSame')
    return isResult(left, 'outcome') && right.kind === 'literal' && right.value === outcome;
  const isListed = left.kind === 'literal' && Array.isArray(left.value) && left.value.includes(outcome);
  return core.function === 'contains' && isListed && isResult(right, 'outcome');
}
