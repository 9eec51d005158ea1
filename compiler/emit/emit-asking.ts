import type { ClauseTree } from '../../stdlib/index.ts';
import type { CoreRule } from '../core.ts';
import { block, type Code, js } from './code.ts';
import { call, type EmitContext, markSource } from './emit-context.ts';
import { emitValue } from './emit-expression.ts';
import { clauseAt, clauseComment, needsPossibly, needsSurely } from './rule-parts.ts';

/**
 * The condition of a rule that asks: whatever could decide it is read, also beside what is missing, so that all that it
 * wants is wanted at once, and so that a fact that is missing never keeps a look-up from being asked. `isReached` is code
 * that is false once the rule may not be reached; null: it always is.
 */
export function emitAskingCondition(
  rule: CoreRule,
  isReached: Code | null,
  context: EmitContext,
): readonly Code[] {
  const reached = isReached === null ? js`` : js`${isReached} && `;
  return [
    js`const verdictOfRule =${block([emitAskingTree(rule, rule.condition, context)])};`,
    // Each only where an effect asks for it.
    ...(rule.effects.some(needsPossibly) ? [js`const possibly = verdictOfRule !== false;`] : []),
    ...(rule.effects.some(needsSurely) ? [js`const surely = ${reached}verdictOfRule === true;`] : []),
  ];
}

function emitAskingTree(rule: CoreRule, tree: ClauseTree, context: EmitContext): Code {
  switch (tree.kind) {
    case 'clause': {
      const clause = clauseAt(rule, tree.index);
      return js`${clauseComment(clause)}
${markSource(clause.span.start, context)}${emitValue(clause.condition, context)}`;
    }
    case 'not':
      return js`${call('negation', context)}(${block([emitAskingTree(rule, tree.operand, context)])}\n)`;
    case 'all':
    case 'any': {
      const operands = tree.operands.map((operand) => emitAskingTree(rule, operand, context));
      const [only] = operands;
      if (only === undefined) return js`${tree.kind === 'all'}`;
      if (operands.length === 1) return only;
      const tests = operands.map((operand) => js`() =>${block([operand])},`);
      return js`${call(tree.kind === 'all' ? 'allInTurn' : 'anyInTurn', context)}([${block(tests)}\n])`;
    }
  }
}
