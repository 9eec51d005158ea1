import type { Diagnostic, Edit, Fix, Span } from '../../../grammar/index.ts';
import { formatType, type Type } from '../../../stdlib/index.ts';
import { checkError } from './check-messages.ts';

/** A change that would help, with what it leads to; the title is shown as `write …`. */
export interface Rewrite {
  readonly text: string;
  readonly edits: readonly Edit[];
}

export function notACondition(place: {
  readonly span: Span;
  readonly found: Type;
  readonly help: string | null;
  readonly rewrite?: Rewrite | null;
}): Diagnostic {
  const { span, found, help, rewrite } = place;
  return checkError('not-a-condition', span, `expected a yes/no sentence, found ${formatType(found)}`, {
    ...(help === null ? {} : { help }),
    ...fixesOf(rewrite),
  });
}

export function mismatchedTypes(place: {
  readonly span: Span;
  readonly expected: Type;
  readonly found: Type;
  readonly other: Span;
  readonly help: string | null;
  readonly rewrite?: Rewrite | null;
}): Diagnostic {
  const { span, expected, found, other, help, rewrite } = place;
  return checkError(
    'mismatched-types',
    span,
    `expected ${formatType(expected)}, found ${formatType(found)}`,
    {
      ...(help === null ? {} : { help }),
      notes: [{ message: `this has the type ${formatType(expected)}`, span: other }],
      ...fixesOf(rewrite),
    },
  );
}

/** The operator does not work on what stands on one of its sides; `expected` in words. */
export function unfittingOperand(place: {
  readonly span: Span;
  readonly operator: string;
  readonly expected: string;
  readonly found: Type;
  readonly help: string | null;
  readonly rewrite?: Rewrite | null;
}): Diagnostic {
  const { span, operator, expected, found, help, rewrite } = place;
  return checkError(
    'unfitting-operand',
    span,
    `\`${operator}\` expected ${expected} here, found ${formatType(found)}`,
    {
      ...(help === null ? {} : { help }),
      ...fixesOf(rewrite),
    },
  );
}

/** A list without members, which is never what somebody asks about. */
export function emptyOperand({
  span,
  operator,
}: {
  readonly span: Span;
  readonly operator: string;
}): Diagnostic {
  return checkError(
    'unfitting-operand',
    span,
    `\`${operator}\` expected a list with something in it, found an empty one`,
    {
      help: 'write what is in it: `["…", "…"]`; one that is to be filled later has a name: `lists: { NAME: [] }`',
    },
  );
}

/** Two bounds of which the first is more than the second. `isClock`: hours of the day, which can go past midnight. */
export function reversedBounds(place: {
  readonly span: Span;
  readonly low: string;
  readonly high: string;
  readonly isClock: boolean;
}): Diagnostic {
  const { span, low, high, isClock } = place;
  const message = `nothing is between ${low} and ${high}: the first of the two is the larger one`;
  const help = isClock
    ? 'hours past midnight are a schedule: `schedules: { night: { from: 22:00, to: 06:00, timezone: Europe/Berlin } }`, and `now during night`'
    : `write \`is between ${high} and ${low}\`, or \`not\` before that for what lies outside`;
  return checkError('unfitting-operand', span, message, { help });
}

/** A text literal whose text, without the quotes, is what was expected. */
export function quotedValue(place: {
  readonly span: Span;
  readonly text: string;
  readonly expected: Type;
}): Diagnostic {
  const { span, text, expected } = place;
  return checkError('quoted-value', span, `expected ${formatType(expected)}, found the text \`"${text}"\``, {
    help: `write \`${text}\` without quotes`,
    fixes: [{ title: `write \`${text}\``, safe: true, edits: [{ span, text }] }],
  });
}

/** A literal that no value of its type can equal: `"Germany"` as a country. */
export function unfittingText(place: {
  readonly span: Span;
  readonly text: string;
  readonly expected: string;
  readonly help: string;
  readonly rewrite?: Rewrite | null;
}): Diagnostic {
  const { span, text, expected, help, rewrite } = place;
  const found = text === '' ? 'an empty text' : `\`${text}\``;
  return checkError('unfitting-value', span, `expected ${expected}, found ${found}`, {
    help,
    ...fixesOf(rewrite),
  });
}

export function mixedTypes(place: {
  readonly span: Span;
  readonly what: string;
  readonly expected: Type;
  readonly found: Type;
  readonly other: Span;
}): Diagnostic {
  const { span, what, expected, found, other } = place;
  return checkError('mixed-types', span, `expected ${formatType(expected)}, found ${formatType(found)}`, {
    help: `${what} have one type; \`toText(…)\` makes a text of a value`,
    notes: [{ message: `this has the type ${formatType(expected)}`, span: other }],
  });
}

export function equalityWithoutText(place: {
  readonly span: Span;
  readonly equality: string;
  readonly found: Type;
}): Diagnostic {
  const { span, equality, found } = place;
  return checkError(
    'equality-without-text',
    span,
    `\`${equality}\` is for texts, found ${formatType(found)}`,
    {
      help: `leave \`${equality}\` out`,
    },
  );
}

export function listExpected(place: {
  readonly span: Span;
  readonly what: string;
  readonly found: Type;
  readonly help: string | null;
}): Diagnostic {
  const { span, what, found, help } = place;
  return checkError('list-expected', span, `${what} expected a list, found ${formatType(found)}`, {
    ...(help === null ? {} : { help }),
  });
}

export function quantifierTooDeep(span: Span): Diagnostic {
  return checkError('quantifier-too-deep', span, 'this goes through a list inside a list inside a list', {
    help: 'at most two lists can be gone through at once; move a part into a condition of its own',
  });
}

export function argumentCount(place: {
  readonly span: Span;
  readonly signature: string;
  readonly expected: string;
  readonly found: number;
}): Diagnostic {
  const { span, signature, expected, found } = place;
  return checkError('argument-count', span, `expected ${expected}, found ${found}`, {
    help: `write \`${signature}\``,
  });
}

export function unfittingArgument(place: {
  readonly span: Span;
  readonly parameter: string;
  readonly expected: Type;
  readonly found: Type;
  readonly help: string;
}): Diagnostic {
  const { span, parameter, expected, found, help } = place;
  return checkError(
    'unfitting-argument',
    span,
    `expected ${formatType(expected)} as \`${parameter}\`, found ${formatType(found)}`,
    {
      help,
    },
  );
}

export function unfittingArithmetic(place: {
  readonly span: Span;
  readonly operator: string;
  readonly left: Type;
  readonly right: Type;
  readonly help: string | null;
}): Diagnostic {
  const { span, operator, left, right, help } = place;
  const message = `\`${operator}\` does not work between ${formatType(left)} and ${formatType(right)}`;
  return checkError('unfitting-arithmetic', span, message, {
    help:
      help ??
      'numbers and durations can be added, subtracted, multiplied and divided; a duration can be added to an instant',
  });
}

export function textAdded(place: { readonly span: Span; readonly instead: string }): Diagnostic {
  return checkError('text-added', place.span, '`+` adds numbers and durations, found text', {
    help: `texts are joined by \`\${…}\`: write \`${place.instead}\``,
  });
}

export function notJoinable(place: {
  readonly span: Span;
  readonly found: Type;
  readonly help: string;
}): Diagnostic {
  const { span, found, help } = place;
  return checkError(
    'not-joinable',
    span,
    `expected a value that can stand in a text, found ${formatType(found)}`,
    { help },
  );
}

function fixesOf(rewrite: Rewrite | null | undefined): { readonly fixes?: readonly Fix[] } {
  if (rewrite === null || rewrite === undefined) return {};
  return { fixes: [{ title: `write \`${rewrite.text}\``, safe: false, edits: rewrite.edits }] };
}
