import { ENTRIES } from '../../grammar/index.ts';
import { canNeverHold } from '../contradictions.ts';
import { type Core, type CorePolicy, type CoreRule, conditionOf } from '../core.ts';
import type { Lint } from '../lint.ts';
import { entryPath } from '../lint-messages.ts';
import { childrenOfCore } from '../possible-values.ts';

/** Entries on which a person has a browser in front of them. */
const WITH_BROWSER: ReadonlySet<string> = new Set(['login', 'redirect_resume']);

/** A rule that sends people on, also where nobody can be sent anywhere: there it refuses them. */
export const entryPathLint: Lint = ({ policy }, core) =>
  core.rules.flatMap((rule, index) => {
    const effect = policy.rules[index]?.then.find(({ kind }) => kind === 'redirect');
    if (effect === undefined || rule.mode === 'disabled') return [];
    const entries = ENTRIES.filter((entry) => !WITH_BROWSER.has(entry) && canBeReached(rule, entry, core));
    return entries.length === 0 ? [] : [entryPath({ span: effect.key, entries })];
  });

/** As far as the shape of the condition shows. */
function canBeReached(rule: CoreRule, entry: string, core: CorePolicy): boolean {
  const whole = conditionOf(rule);
  const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
  const event = entryIn(whole, conditions);
  if (event === undefined) return true;
  const type = { kind: 'yes/no' } as const;
  const literal: Core = { kind: 'literal', value: entry, type: event.type };
  const isEntry: Core = { kind: 'call', function: 'isSame', arguments: [event, literal], type };
  return !canNeverHold({ kind: 'all', operands: [whole, isEntry], type }, core);
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
