import {
  type Core,
  type CoreEach,
  type CoreField,
  type CorePolicy,
  childrenOfCore,
  conditionOf,
} from '../../../compiler/index.ts';
import { LOOK_UPS, lookUpsAsFields } from '../../look-ups/look-ups-as-fields.ts';
import { valuesOfCounter, valuesOfEffect, valuesOfSource } from '../../look-ups/values-of-effect.ts';
import type { LoginSteps } from './login-places.ts';

/** A field of the login that a policy reads, and what was gathered on the way to it. */
export interface FieldReading<T> {
  readonly field: CoreField;
  /** `condition`: it helps to decide what applies; `value`: it is worked into a claim, a message and the like. */
  readonly use: 'condition' | 'value';
  readonly gathered: T;
}

/**
 * All readings of fields in the rules of a policy that are not off. From the outside to the field, `gather` sees each
 * expression and which of its parts the way goes on to. The way from a member of a list goes on to the list, and the way
 * from a look-up or a counter to what it asks for. Both are fields themselves: see `LOOK_UPS`.
 */
export function readingsOf<T>(
  given: CorePolicy,
  start: T,
  gather: (gathered: T, core: Core, part: number) => T,
): readonly FieldReading<T>[] {
  const policy = lookUpsAsFields(given);
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  const found: FieldReading<T>[] = [];

  const visit = (core: Core, gathered: T, around: Lists, use: FieldReading<T>['use']): void => {
    if (core.kind === 'field') found.push({ field: core, use, gathered });
    for (const asked of askedFor(core, policy)) visit(asked, gathered, new Map(), use);
    if (core.kind === 'condition') {
      const condition = conditions.get(core.name);
      if (condition !== undefined) visit(condition, gathered, new Map(), use);
    }
    if (core.kind === 'local') {
      const list = around.get(core.name);
      if (list !== undefined) visit(list.core, gathered, list.around, use);
    }
    const inside = core.kind === 'each' ? withVariable(core, around) : around;
    childrenOfCore(core).forEach((child, part) => {
      const lists = core.kind === 'each' && part === 0 ? around : inside;
      visit(child, gather(gathered, core, part), lists, use);
    });
  };

  if (policy.exempt !== null) visit(policy.exempt.condition, start, new Map(), 'condition');
  for (const rule of policy.rules) {
    if (rule.mode !== 'enforce') continue;
    visit(conditionOf(rule), start, new Map(), 'condition');
    for (const effect of rule.effects) {
      for (const value of valuesOfEffect(effect, policy)) visit(value, start, new Map(), 'value');
    }
  }
  return found;
}

/** Where a field stands in a login. */
export function stepsOf({ root, path }: CoreField): LoginSteps {
  return root === 'context' && path[0] === LOOK_UPS ? ['answers', ...path.slice(1)] : [root, ...path];
}

/** What a look-up or a counter, which is a field here, is asked with. */
function askedFor(core: Core, policy: CorePolicy): readonly Core[] {
  if (core.kind !== 'field' || core.root !== 'context' || core.path[0] !== LOOK_UPS) return [];
  const name = core.path[1] ?? '';
  return name.startsWith('counts.')
    ? valuesOfCounter(name.slice('counts.'.length), policy)
    : valuesOfSource(name, policy);
}

/** What the variables of enclosing quantifiers run over, and the variables that the list itself may name. */
type Lists = ReadonlyMap<string, { readonly core: Core; readonly around: Lists }>;

function withVariable({ variable, list }: CoreEach, around: Lists): Lists {
  return new Map([...around, [variable, { core: list, around }]]);
}
