import { type PropertyDefinition, positionAt } from '../../grammar/index.ts';
import type { Constant } from '../../stdlib/index.ts';
import type { CorePolicy, CoreProperty } from '../core.ts';
import type { LowerContext } from './lower-context.ts';
import { lowerTree, treeText } from './lower-tree.ts';

/**
 * The properties of a policy whose rules have been lowered. What they share with the rules goes by the names that it
 * has there; what only they name is kept apart, so that no property changes what is emitted. They are about logins as
 * they come: what `assume` says of them is a part of what is judged.
 */
export function lowerProperties(rules: LowerContext): Pick<CorePolicy, 'properties' | 'lawConstants'> {
  const constants = new Map<string, Constant>();
  const checked = { ...rules.checked, assumptions: new Map() };
  const context: LowerContext = { ...rules, checked, constants, about: 'result' };
  const properties = rules.checked.policy.properties.map((property) => lowerProperty(property, context));
  const lawConstants = [...constants.values()].filter(({ name }) => !rules.constants.has(name));
  return { properties, lawConstants };
}

function lowerProperty(property: PropertyDefinition, context: LowerContext): CoreProperty {
  const { name, given, claim, condition, skip, span } = property;
  return {
    name: name.text,
    span,
    line: positionAt(context.checked.policy.source, name.span.start).line,
    given: given === null ? null : lowerTree(given, context),
    claim,
    condition: lowerTree(condition, context),
    givenText: given === null ? null : treeText(given),
    conditionText: treeText(condition),
    skip: skip?.text ?? null,
  };
}
