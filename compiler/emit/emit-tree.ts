import type { ClauseTree } from '../../stdlib/index.ts';
import type { CoreRule } from '../core.ts';
import { block, type Code, join, js } from './code.ts';
import { type EmitContext, markSource } from './emit-context.ts';
import { emitPossibly, emitSurely } from './emit-expression.ts';
import { clauseAt, clauseComment, needsPossibly, needsSurely } from './rule-parts.ts';

/**
 * `possibly` for guards and `surely` for grants, each only where an effect asks for it. `isReached` is code that is false once
 * the rule may not be reached; null: it always is.
 */
export function emitCondition(rule: CoreRule, isReached: Code | null, context: EmitContext): readonly Code[] {
  const lines: Code[] = [];
  if (rule.effects.some(needsPossibly)) lines.push(emitKnown(js`possibly`, rule, 'possibly', context));
  if (!rule.effects.some(needsSurely)) return lines;
  if (isReached === null) return [...lines, emitKnown(js`surely`, rule, 'surely', context)];
  const condition = emitTree(rule, rule.condition, 'surely', context);
  return [...lines, js`const surely = ${isReached} && (${block([condition])}\n);`];
}

/** `const possibly = …;` or `const surely = …;`: what is known of the condition of a rule. */
function emitKnown(name: Code, rule: CoreRule, asked: 'surely' | 'possibly', context: EmitContext): Code {
  const value = emitTree(rule, rule.condition, asked, context);
  return isGroup(rule.condition) ? js`const ${name} = ${value};` : js`const ${name} =${block([value])};`;
}

/** Each clause on a line of its own, its sentence above it. */
function emitTree(
  rule: CoreRule,
  tree: ClauseTree,
  asked: 'surely' | 'possibly',
  context: EmitContext,
): Code {
  switch (tree.kind) {
    case 'clause': {
      const clause = clauseAt(rule, tree.index);
      const emit = asked === 'surely' ? emitSurely : emitPossibly;
      return js`${clauseComment(clause)}
${markSource(clause.span.start, context)}${emit(clause.condition, context)}`;
    }
    case 'not': {
      const inner = emitTree(rule, tree.operand, asked === 'surely' ? 'possibly' : 'surely', context);
      return isGroup(tree.operand) ? js`!${inner}` : js`!(${block([inner])}\n)`;
    }
    case 'all':
    case 'any': {
      const operands = tree.operands.map((operand) => emitTree(rule, operand, asked, context));
      const [only] = operands;
      if (only === undefined) return js`${tree.kind === 'all'}`;
      if (operands.length === 1) return only;
      return js`(${block([join(operands, tree.kind === 'all' ? js` &&\n` : js` ||\n`)])}\n)`;
    }
  }
}

/** True for what `emitTree` puts into brackets of its own. */
function isGroup(tree: ClauseTree): boolean {
  return (tree.kind === 'all' || tree.kind === 'any') && tree.operands.length > 1;
}
