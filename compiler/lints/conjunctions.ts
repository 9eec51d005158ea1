import type { Core } from '../core.ts';

/** A condition that has to be yes, or that has to be no. */
export interface Demand {
  readonly core: Core;
  readonly holds: boolean;
}

/** More ways than this are not written out. */
const MOST_WAYS = 64;

/** More demands than this are not held against each other. */
const MOST_DEMANDS = 100;

/** All ways in which a condition can be yes, each a list of demands that stand together; null: there are too many. */
export function waysToHold(
  core: Core,
  conditions: ReadonlyMap<string, Core>,
): readonly (readonly Demand[])[] | null {
  return waysTo({ core, holds: true }, conditions);
}

function waysTo(
  { core, holds }: Demand,
  conditions: ReadonlyMap<string, Core>,
): readonly (readonly Demand[])[] | null {
  switch (core.kind) {
    case 'not':
      return waysTo({ core: core.operand, holds: !holds }, conditions);
    case 'condition': {
      const named = conditions.get(core.name);
      return named === undefined ? [[{ core, holds }]] : waysTo({ core: named, holds }, conditions);
    }
    case 'all':
    case 'any': {
      const parts = core.operands.map((operand) => waysTo({ core: operand, holds }, conditions));
      return (core.kind === 'all') === holds ? together(parts) : either(parts);
    }
    default:
      return [[{ core, holds }]];
  }
}

type Ways = readonly (readonly Demand[])[] | null;

function either(parts: readonly Ways[]): Ways {
  const ways: (readonly Demand[])[] = [];
  for (const part of parts) {
    if (part === null || ways.length + part.length > MOST_WAYS) return null;
    ways.push(...part);
  }
  return ways;
}

function together(parts: readonly Ways[]): Ways {
  let ways: readonly (readonly Demand[])[] = [[]];
  for (const part of parts) {
    if (part === null || ways.length * part.length > MOST_WAYS) return null;
    ways = ways.flatMap((before) => part.map((after) => [...before, ...after]));
    if (ways.some((way) => way.length > MOST_DEMANDS)) return null;
  }
  return ways;
}
