import type { Diagnostic, Fix, Note } from './diagnostic.ts';
import { foundWords, make, type Place, replace, show, type Written } from './sentence-error.ts';
import type { Span } from './source.ts';

export function unknownOperator({
  span,
  text,
  instead,
  isSure,
}: Written & {
  readonly instead: string | null;
  /** False when `instead` is only a near word. */
  readonly isSure: boolean;
}): Diagnostic {
  const message = `unknown operator ${show(text)}`;
  if (instead === null) {
    return make('unknown-operator', span, message, {
      help: 'write an operator such as `is`, `in`, `contains`, `starts with` or `is more than`',
    });
  }
  return make('unknown-operator', span, `${message}, did you mean \`${instead}\`?`, {
    help: `write \`${instead}\``,
    fixes: [replace(span, instead, { safe: isSure })],
  });
}

/** The opposite of an operator that has none: `does not match`. */
export function negatedOperator({
  span,
  text,
  operator,
  edits,
}: Written & { readonly operator: string; readonly edits: Fix['edits'] | null }): Diagnostic {
  const instead = `not … ${operator} …`;
  return make('unknown-operator', span, `unknown operator ${show(text)}`, {
    help: `write \`${instead}\``,
    ...(edits === null ? {} : { fixes: [{ title: `write \`${instead}\``, safe: true, edits }] }),
  });
}

export function missingOperand({
  span,
  before,
  found,
}: Place & {
  /** The word before the gap; null at the beginning. */
  readonly before: string | null;
  readonly found: string | null;
}): Diagnostic {
  const message =
    found === null && before !== null
      ? `expected a value after ${show(before)}`
      : `expected a value, found ${foundWords(found)}`;
  return make('missing-operand', span, message, { help: operandHelp(before, found) });
}

export function missingOperator({ span, text, before }: Written & { readonly before: string }): Diagnostic {
  return make('missing-operator', span, `expected an operator between ${show(before)} and ${show(text)}`, {
    help: `write for example \`is\` before ${show(text)}`,
  });
}

export function missingComparison({ span, text }: Written): Diagnostic {
  return make('missing-operator', span, `expected a comparison after ${show(text)}`, {
    help: 'say what the items are compared with: `any of user.groups is "Admins"`',
  });
}

export function missingWord({
  span,
  expected,
  found,
  help,
}: Place & { readonly expected: string; readonly found: string | null; readonly help: string }): Diagnostic {
  return make('missing-word', span, `expected ${expected}, found ${foundWords(found)}`, { help });
}

export function unexpectedWord({ span, text, help }: Written & { readonly help: string }): Diagnostic {
  return make('unexpected-word', span, `unexpected ${show(text)}`, { help });
}

export function mixedAndOr({
  span,
  groups,
  fixes,
}: Place & { readonly groups: readonly Span[]; readonly fixes: readonly Fix[] }): Diagnostic {
  const [first, second] = groups;
  const notes: Note[] = [];
  if (first !== undefined) notes.push({ message: 'this could be one group', span: first });
  if (second !== undefined) notes.push({ message: 'or this could', span: second });
  return make('mixed-and-or', span, '`and` and `or` are mixed without parentheses', {
    help: 'write parentheses around what belongs together',
    notes,
    fixes,
  });
}

/** After `count of` all that follows is its condition, so that a comparison of the count needs brackets. */
export function chainedComparison({
  span,
  text,
  meant,
}: Written & { readonly meant: 'count' | 'comparison' }): Diagnostic {
  return make('chained-comparison', span, `unexpected ${show(text)}: the comparison before it is complete`, {
    help:
      meant === 'count'
        ? `put the count into brackets: \`(count of x in LIST where …) ${text} …\``
        : 'compare two things at a time: `a is b and b is c`, or for a range `x is between a and b`',
  });
}

export function unclearElse({ span, text, edits }: Written & { readonly edits: Fix['edits'] }): Diagnostic {
  return make(
    'unclear-else',
    span,
    `it is unclear whether ${show(text)} belongs to the part after \`else\``,
    {
      help: 'write parentheses around the whole `(if … else …)`, or around all that follows `else`',
      fixes: [{ title: 'write parentheses around the whole `(if … else …)`', safe: false, edits }],
    },
  );
}

export function methodCall({
  span,
  text,
  instead,
  fix,
}: Written & { readonly instead: string; readonly fix: Fix }): Diagnostic {
  return make('method-call', span, `${show(text)} cannot be called on a value`, {
    help: `write \`${instead}\``,
    fixes: [fix],
  });
}

function operandHelp(before: string | null, found: string | null): string {
  const next = found?.toLowerCase() ?? '';
  if (next === '=' && before === null) return 'leave out the `=`: a sentence stands here in any case';
  if (next === 'not' || next === '!') return 'write parentheses around it: `(not …)`';
  if (/^(?:any|all|none)\s+of$/.test(next)) {
    return 'write the list on the left: `any of LIST starts with …`; or write one comparison for each value, joined by `or`';
  }
  if (/^(?:exactly|ignoring\s+case)$/.test(next)) return `write it after the value: \`is "…" ${next}\``;
  if (/^(?:contains|like|matches|in|is|during|outside)\b/.test(next)) {
    return `write a value on each side of \`${next}\`: \`user.groups ${next} …\``;
  }
  if (next === ',' || before === ',') return 'remove the comma, or write a value';
  return 'write a value: a text in quotes, a number, or a name such as `user.email`';
}
