import type { ConditionTree } from '../../grammar/index.ts';
import type { Core } from '../core.ts';
import { type LowerContext, YES_NO } from './lower-context.ts';
import { lowerExpression } from './lower-expression.ts';

/** A tree of sentences as one condition. */
export function lowerTree(tree: ConditionTree, context: LowerContext): Core {
  if (tree.kind === 'sentence') return lowerExpression(tree.sentence.expression, context);
  const operands = tree.items.map((item) => lowerTree(item, context));
  const kind = tree.kind === 'all' || tree.kind === 'not_all' ? 'all' : 'any';
  const core: Core = { kind, operands, type: YES_NO };
  return tree.kind === 'all' || tree.kind === 'any' ? core : { kind: 'not', operand: core, type: YES_NO };
}

/** A tree of sentences on one line. */
export function treeText(tree: ConditionTree): string {
  if (tree.kind === 'sentence') return tree.sentence.text;
  return `${tree.kind}: [${tree.items.map(treeText).join('; ')}]`;
}
