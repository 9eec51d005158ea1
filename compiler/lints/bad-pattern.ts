import { patternProblem } from '../../stdlib/index.ts';
import { expressionsOf } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { badPattern } from './lint-messages.ts';

/** A pattern that RE2 does not read. */
export const badPatternLint: Lint = (checked) =>
  expressionsOf(checked.policy, 'pattern').flatMap((node) => {
    const problem = node.kind === 'pattern' ? patternProblem(node.source) : null;
    return problem === null ? [] : badPattern({ span: node.span, ...problem });
  });
