import { type Comparison, type Expression, textAt } from '../../grammar/index.ts';
import { expressionsOf } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { idleWildcard, likeWithoutWildcard } from './lint-messages.ts';

/** `*` where it stands for itself, and `like` where nothing may stand for anything. */
export const idleWildcardLint: Lint = ({ policy }) =>
  expressionsOf(policy, 'comparison').flatMap((node) => {
    if (node.kind !== 'comparison') return [];
    const { operator, right } = node;
    if (operator === 'like' && right.kind === 'text' && !/[*?]/.test(right.value)) {
      return likeWithoutWildcard({ span: right.span, text: right.value });
    }
    if (!LITERAL.has(operator)) return [];
    const who = `${beforeLike(node)}${textAt(policy.source, node.left.span)}`;
    return textsIn(right).flatMap(({ value, span }) =>
      /^\*.|.\*$/s.test(value)
        ? [idleWildcard({ span, text: value, instead: `${who} like "${value}"` })]
        : [],
    );
  });

/** What compares with the text that is written. */
const LITERAL: ReadonlySet<string> = new Set([
  ...['is', 'is not', 'in', 'is not in', 'starts with', 'ends with'],
  ...['contains', 'does not contain', 'contains any of', 'contains all of', 'contains none of'],
]);

/** What makes the same of a comparison by `like`: `not any of` for `does not contain`. */
function beforeLike({ operator, quantifier }: Comparison): string {
  const ofList = operator.includes('contain') ? 'any of ' : '';
  return `${/\b(?:not|none)\b/.test(operator) ? 'not ' : ''}${quantifier === null ? ofList : `${quantifier} `}`;
}

function textsIn(right: Expression): readonly Extract<Expression, { readonly kind: 'text' }>[] {
  if (right.kind === 'text') return [right];
  return right.kind === 'list' ? right.items.flatMap(textsIn) : [];
}
