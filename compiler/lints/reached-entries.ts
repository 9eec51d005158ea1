import { ENTRIES } from '../../grammar/index.ts';
import { childrenOfCore } from '../children-of-core.ts';
import { type Core, type CorePolicy, type CoreRule, conditionOf } from '../core.ts';
import { canNeverHold } from './contradictions.ts';

/** The entries on which a rule can apply, as far as the shape of its condition shows; a disabled one on none. */
export function reachedEntries(rule: CoreRule, policy: CorePolicy): readonly (typeof ENTRIES)[number][] {
  if (rule.mode === 'disabled') return [];
  const whole = conditionOf(rule);
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  const event = entryIn(whole, conditions);
  if (event === undefined) return ENTRIES;
  const type = { kind: 'yes/no' } as const;
  return ENTRIES.filter((entry) => {
    const literal: Core = { kind: 'literal', value: entry, type: event.type };
    const isEntry: Core = { kind: 'call', function: 'isSame', arguments: [event, literal], type };
    return !canNeverHold({ kind: 'all', operands: [whole, isEntry], type }, policy);
  });
}

/** What the condition reads as the entry, through named conditions too. */
function entryIn(core: Core, conditions: ReadonlyMap<string, Core>): Core | undefined {
  if (core.kind === 'call' && core.function === 'entryOf') return core;
  const named = core.kind === 'condition' ? conditions.get(core.name) : undefined;
  const inside = named === undefined ? childrenOfCore(core) : [named];
  for (const part of inside) {
    const found = entryIn(part, conditions);
    if (found !== undefined) return found;
  }
  return undefined;
}
