import {
  type Core,
  type CoreEach,
  type CoreField,
  type CorePolicy,
  childrenOfCore,
  conditionOf,
} from '../../../compiler/index.ts';

/** A field of the login that a policy reads, and what was gathered on the way to it. */
export interface FieldReading<T> {
  readonly field: CoreField;
  /** `condition`: it helps to decide what applies; `value`: it is worked into a claim, a message and the like. */
  readonly use: 'condition' | 'value';
  readonly gathered: T;
}

/**
 * All readings of fields in the rules of a policy that are not off. From the outside to the field, `gather` sees each
 * expression and which of its parts the way goes on to. The way from a member of a list goes on to the list.
 */
export function readingsOf<T>(
  policy: CorePolicy,
  start: T,
  gather: (gathered: T, core: Core, part: number) => T,
): readonly FieldReading<T>[] {
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  const found: FieldReading<T>[] = [];

  const visit = (core: Core, gathered: T, around: Lists, use: FieldReading<T>['use']): void => {
    if (core.kind === 'field') found.push({ field: core, use, gathered });
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
      for (const value of valuesOf(effect)) visit(value, start, new Map(), 'value');
    }
  }
  return found;
}

/** The expressions that an effect works out. */
export function valuesOf(effect: CorePolicy['rules'][number]['effects'][number]): readonly Core[] {
  switch (effect.kind) {
    case 'deny':
      return effect.log === null ? [effect.message] : [effect.message, effect.log];
    case 'set_claim':
    case 'add_to_claim':
    case 'set_profile':
      return [effect.value];
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return [effect.scopes];
    case 'log':
      return [effect.message];
    case 'admit':
    case 'stop':
    case 'require_mfa':
    case 'remove_claim':
    case 'limit_session':
    case 'run_script':
      return [];
  }
}

/** What the variables of enclosing quantifiers run over, and the variables that the list itself may name. */
type Lists = ReadonlyMap<string, { readonly core: Core; readonly around: Lists }>;

function withVariable({ variable, list }: CoreEach, around: Lists): Lists {
  return new Map([...around, [variable, { core: list, around }]]);
}
