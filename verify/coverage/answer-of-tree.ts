import type { ClauseTree } from '../../stdlib/index.ts';
import type { Answer } from './coverage.ts';

/** What the answers of its sentences make of the condition of a rule. */
export function answerOfTree(tree: ClauseTree, answers: readonly Answer[]): Answer {
  switch (tree.kind) {
    case 'clause': {
      const answer = answers[tree.index];
      if (answer === undefined) throw new Error('the tree of a rule names only its own sentences');
      return answer;
    }
    case 'not':
      return OPPOSITE[answerOfTree(tree.operand, answers)];
    case 'all':
      return strongest(tree, answers, 'no');
    case 'any':
      return strongest(tree, answers, 'yes');
  }
}

/** Whether the condition would have another answer, had one sentence alone been answered otherwise. */
export function isDeciding(tree: ClauseTree, answers: readonly Answer[], index: number): boolean {
  const now = answerOfTree(tree, answers);
  const others: readonly Answer[] =
    answers[index] === 'yes' ? ['no'] : answers[index] === 'no' ? ['yes'] : ['yes', 'no'];
  return others.some((other) => answerOfTree(tree, answers.with(index, other)) !== now);
}

const OPPOSITE: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', unknown: 'unknown' };

/** One operand with the strong answer gives it to the whole; otherwise one in doubt leaves it in doubt. */
function strongest(
  { operands }: ClauseTree & { readonly kind: 'all' | 'any' },
  answers: readonly Answer[],
  strong: 'yes' | 'no',
): Answer {
  const found = operands.map((operand) => answerOfTree(operand, answers));
  if (found.includes(strong)) return strong;
  return found.includes('unknown') ? 'unknown' : OPPOSITE[strong];
}
