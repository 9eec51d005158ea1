import type { Diagnostic } from '../../grammar/index.ts';
import { visitExpression } from '../../grammar/index.ts';
import { patternProblem } from '../../stdlib/index.ts';
import { sentencesOf } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { badPattern } from './lint-messages.ts';

/** A pattern that RE2 does not read. */
export const badPatternLint: Lint = (checked) =>
  sentencesOf(checked.policy).flatMap((sentence) => {
    const found: Diagnostic[] = [];
    visitExpression(sentence.expression, (node) => {
      const problem = node.kind === 'pattern' ? patternProblem(node.source) : null;
      if (problem !== null) found.push(badPattern({ span: node.span, ...problem }));
    });
    return found;
  });
