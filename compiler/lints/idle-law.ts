import type { Core, CorePolicy, CoreProperty } from '../core.ts';
import { possibleValues } from '../possible-values.ts';
import { waysToHold } from './conjunctions.ts';
import { canNeverHold } from './contradictions.ts';
import { idleLaw } from './law-messages.ts';
import type { Lint } from './lint.ts';

/** A law that nothing can break. */
export const idleLawLint: Lint = ({ policy }, core) =>
  core.properties.flatMap((property, index) => {
    const span = policy.properties[index]?.condition.span;
    const { given, name, claim } = property;
    if (span === undefined || (given !== null && canNeverHold(given, core))) return [];
    const isIdle = claim === 'never' ? canNeverHold(withGiven(property), core) : isImplied(property, core);
    return isIdle ? [idleLaw({ span, law: name, claim })] : [];
  });

function withGiven({ given, condition }: CoreProperty): Core {
  const operands = given === null ? [condition] : [given, condition];
  return { kind: 'all', operands, type: { kind: 'yes/no' } };
}

/** True when `always` says no more than `given` does. */
function isImplied({ given, condition }: CoreProperty, policy: CorePolicy): boolean {
  const conditions = new Map(policy.conditions.map((named) => [named.name, named.condition]));
  const { no, unknown } = possibleValues(condition, { missing: null, conditions });
  if (!no && !unknown) return true;
  const [wanted, ...others] = waysToHold(condition, conditions) ?? [];
  const known = given === null ? null : waysToHold(given, conditions);
  if (wanted === undefined || others.length > 0 || known === null) return false;
  return known.every((way) => {
    const demands = new Set(way.map((demand) => JSON.stringify(demand)));
    return wanted.every((demand) => demands.has(JSON.stringify(demand)));
  });
}
