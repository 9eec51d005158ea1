import type { ClauseTree } from '../../stdlib/index.ts';
import type { CoreRule } from '../core.ts';
import { type Code, js } from './code.ts';
import { call, type EmitContext, nestCalls } from './emit-context.ts';
import { emitValue } from './emit-expression.ts';
import { clauseComment, needsPossibly, needsSurely } from './rule-parts.ts';

/**
 * Every clause is worked out and noted, then the verdict from their values. `isReached` is code that is unknown once the
 * rule may not be reached, and true before; null: it always is.
 */
export function emitTracedCondition(
  rule: CoreRule,
  isReached: Code | null,
  context: EmitContext,
): readonly Code[] {
  const clauses = rule.clauses.map((clause, index) => {
    const value = emitValue(clause.condition, context);
    return js`${clauseComment(clause)}
const ${clauseName(index, context)} = ${emitClauseNote(index, value, context)};`;
  });
  const condition = emitTracedTree(rule.condition, context);
  const whole = isReached === null ? condition : js`${call('both', context)}(${condition}, ${isReached})`;
  return [
    ...clauses,
    js`const verdictOfRule = ${emitVerdictNote(whole, context)};`,
    ...(rule.effects.some(needsPossibly) ? [js`const possibly = verdictOfRule !== false;`] : []),
    ...(rule.effects.some(needsSurely) ? [js`const surely = verdictOfRule === true;`] : []),
  ];
}

/** The value of the condition of a rule, noted. */
export function emitVerdictNote(value: Code, context: EmitContext): Code {
  if (context.places !== null) return js`${call('noteVerdict', context)}(notes, ${value})`;
  return js`${call('verdict', context)}(context, ${value})`;
}

function emitClauseNote(index: number, value: Code, context: EmitContext): Code {
  if (context.places !== null) return js`${call('noteClause', context)}(notes, ${value})`;
  return js`${call('clause', context)}(context, ${index}, ${value})`;
}

function emitTracedTree(tree: ClauseTree, context: EmitContext): Code {
  switch (tree.kind) {
    case 'clause':
      return clauseName(tree.index, context);
    case 'not':
      return js`${call('negation', context)}(${emitTracedTree(tree.operand, context)})`;
    case 'all':
    case 'any': {
      const [first, ...rest] = tree.operands;
      if (first === undefined) return js`${tree.kind === 'all'}`;
      const combine = call(tree.kind === 'all' ? 'both' : 'either', context);
      const operands = rest.map((operand) => emitTracedTree(operand, context));
      return nestCalls(combine, emitTracedTree(first, context), operands);
    }
  }
}

function clauseName(index: number, context: EmitContext): Code {
  return context.names.of('variable', `clause ${index + 1}`);
}
