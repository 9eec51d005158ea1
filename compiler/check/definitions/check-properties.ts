import {
  type Comparison,
  type ConditionTree,
  type Expression,
  type PropertyDefinition,
  suggest,
  visitExpression,
} from '../../../grammar/index.ts';
import { sentencesOfTree } from '../../sentences.ts';
import type { World } from '../check.ts';
import { unknownRule } from '../messages/check-law-messages.ts';
import { type Scope, withUsage } from '../scope.ts';
import { type CheckedConditions, checkSize, checkTree } from './check-conditions.ts';

/** Checks the sentences of properties, which can ask for the result. */
export function checkProperties(
  properties: readonly PropertyDefinition[],
  { sizes, asking }: CheckedConditions,
  world: World,
  scope: Scope,
): void {
  for (const { name, given, condition } of properties) {
    const inside: Scope = { ...withUsage(scope), about: 'result', silence: { where: 'law', asking } };
    for (const tree of given === null ? [condition] : [given, condition]) {
      checkTree(tree, inside);
      for (const text of textsBesideRule(tree)) checkText(text, world, inside);
    }
    checkSize(`the law \`${name.text}\``, inside.usage, name.span, sizes, inside);
  }
}

type Text = Extract<Expression, { readonly kind: 'text' }>;

/** The texts that `by` is compared with. */
function textsBesideRule(tree: ConditionTree): readonly Text[] {
  return sentencesOfTree(tree).flatMap(({ expression }) => {
    const found: Text[] = [];
    visitExpression(expression, (part) => {
      if (part.kind === 'comparison') found.push(...textsIn(part));
    });
    return found;
  });
}

function textsIn({ operator, left, right }: Comparison): readonly Text[] {
  if (!EXACT.has(operator)) return [];
  return [
    [left, right],
    [right, left],
  ].flatMap(([path, other]) => {
    const asked = path?.kind === 'path' && path.segments.length === 1 ? path.segments[0]?.name : null;
    if (asked !== 'by' || other === undefined) return [];
    const texts = other.kind === 'list' ? other.items : [other];
    return texts.filter((text) => text.kind === 'text');
  });
}

/** Operators that compare whole texts. */
const EXACT: ReadonlySet<string> = new Set(['is', 'is not', 'in', 'is not in']);

function checkText({ value, span }: Text, world: World, scope: Scope): void {
  const known = world.rules;
  if (known === null || known.includes(value)) return;
  const quoted = (name: string): string => `"${name}"`;
  scope.report(unknownRule({ rule: value, span, suggestion: suggest(value, known), write: quoted }));
}
