import { childrenOfCore } from '../children-of-core.ts';
import type { Core, CorePolicy } from '../core.ts';
import { possibleValues } from '../possible-values.ts';
import { type Demand, waysToHold } from './conjunctions.ts';
import { demandedValues } from './demanded-values.ts';
import { isAlike } from './is-alike.ts';

/**
 * True when no login can make a condition yes, as far as its shape shows: a field that would have to have two values,
 * or to be missing and compared. What only a proof could show is left out.
 */
export function canNeverHold(core: Core, policy: CorePolicy): boolean {
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  if (!possibleValues(core, { missing: null, conditions }).yes) return true;
  const ways = waysToHold(core, conditions);
  return ways?.every((way) => isContradiction(way, policy, conditions)) ?? false;
}

function isContradiction(
  way: readonly Demand[],
  policy: CorePolicy,
  conditions: ReadonlyMap<string, Core>,
): boolean {
  const [demanded, refused] = [true, false].map((holds) => way.filter((demand) => demand.holds === holds));
  if (demanded?.some(({ core }) => refused?.some((demand) => isAlike(core, demand.core)))) return true;
  const { isEmpty, outcomes } = demandedValues(way, policy);
  if (isEmpty) return true;
  // A login that is refused gets no claims.
  const isRefused = outcomes.every((outcome) => outcome === 'deny' || outcome === 'failure');
  const missing = [
    ...way.flatMap(missingField),
    ...(isRefused ? way.flatMap(({ core }) => claimsIn(core)) : []),
  ];
  return missing.some((name) => way.some((demand) => !canBe(demand, name, conditions)));
}

/** The field that has to be missing. */
function missingField({ core, holds }: Demand): readonly string[] {
  return core.kind === 'exists' && !holds && core.operand.kind === 'field' ? [core.operand.name] : [];
}

function claimsIn(core: Core): readonly string[] {
  if (core.kind === 'field') return core.root === 'result' && core.path[0] === 'claims' ? [core.name] : [];
  return childrenOfCore(core).flatMap(claimsIn);
}

function canBe({ core, holds }: Demand, missing: string, conditions: ReadonlyMap<string, Core>): boolean {
  const { yes, no } = possibleValues(core, { missing, conditions });
  return holds ? yes : no;
}
