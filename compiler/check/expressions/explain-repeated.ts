import type { Comparison, ComparisonOperator, Expression } from '../../../grammar/index.ts';
import type { Rewrite } from '../messages/check-type-messages.ts';
import { type Scope, writtenText } from '../scope.ts';

/**
 * What to write for `user.email is "a" or "b"`, where `"b"` stands for a comparison: its values, the first of which is
 * compared, are members of one list, or each is compared by itself.
 */
export function explainRepeated(
  junction: 'and' | 'or',
  { left, operator, operatorSpan, right, equality }: Comparison,
  values: readonly Expression[],
  scope: Scope,
): { readonly help: string; readonly rewrite: Rewrite | null } {
  const subject = writtenText(left, scope);
  const words = equality === 'by type' ? WORDS.get(operator)?.[junction] : undefined;
  const [first] = values;
  if (words === undefined || first === undefined || [right, ...values].some(({ kind }) => kind === 'list')) {
    const value = first === undefined ? '…' : writtenText(first, scope);
    return {
      help: `write the whole comparison again: \`${subject} ${writtenText({ span: operatorSpan }, scope)} ${value}\``,
      rewrite: null,
    };
  }
  const text = `${words} [${[right, ...values].map((value) => writtenText(value, scope)).join(', ')}]`;
  const span = { start: operatorSpan.start, end: values.at(-1)?.span.end ?? operatorSpan.end };
  const isBracketed = writtenText({ span: { start: right.span.end, end: span.end } }, scope).startsWith(')');
  return {
    help: `write \`${subject} ${text}\``,
    rewrite: isBracketed ? null : { text, edits: [{ span, text }] },
  };
}

/** The operator that takes a list. People say `is not a or b` of what is neither. */
const WORDS: ReadonlyMap<ComparisonOperator, { readonly and?: string; readonly or?: string }> = new Map([
  ['is', { or: 'in' }],
  ['is not', { and: 'is not in', or: 'is not in' }],
  ['contains', { and: 'contains all of', or: 'contains any of' }],
  ['does not contain', { and: 'contains none of', or: 'contains none of' }],
]);
