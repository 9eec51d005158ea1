import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError } from './check-messages.ts';

/** A name that is wrong, where it stands, and a better one if one is near. */
interface Misspelt {
  readonly name: string;
  readonly span: Span;
  readonly suggestion: string | null;
}

export function unknownName({ name, span, suggestion }: Misspelt): Diagnostic {
  const message = `unknown name \`${name}\``;
  if (suggestion !== null) return checkError('unknown-name', span, message, didYouMean(suggestion, span));
  const help = `if it is a text, put it in quotes: \`"${name}"\`; if it is a name of yours, define it in this policy`;
  return checkError('unknown-name', span, message, { help });
}

/** `null` and the like, which other languages have for what is missing. */
export function noValue(place: { readonly name: string; readonly span: Span }): Diagnostic {
  return checkError('unknown-name', place.span, `unknown name \`${place.name}\``, {
    help: 'whether there is a value is asked with `exists` and `is missing`: `user.email exists`',
  });
}

/** `name` is the path as far as it is wrong; `inside` what stands before the unknown part. */
export function unknownField(
  place: Misspelt & { readonly inside: string; readonly known: readonly string[] },
): Diagnostic {
  const { name, span, suggestion, inside, known } = place;
  const message = `unknown field \`${name}\``;
  if (suggestion !== null) return checkError('unknown-field', span, message, didYouMean(suggestion, span));
  if (known.length === 0)
    return checkError('unknown-field', span, message, { help: `\`${inside}\` has no fields` });
  const own =
    inside === 'user' ? `; a field of your own may be \`user.app_metadata${name.slice(inside.length)}\`` : '';
  return checkError('unknown-field', span, message, { help: `\`${inside}\` has ${listed(known)}${own}` });
}

export function memberOfList(place: {
  readonly name: string;
  readonly span: Span;
  readonly list: string;
  readonly field: string;
}): Diagnostic {
  const { name, span, list, field } = place;
  return checkError('unknown-field', span, `unknown field \`${name}\`: \`${list}\` is a list`, {
    help: `ask its members one by one: \`any x in ${list} where x.${field} is …\``,
  });
}

export function unknownSetting({ name, span, suggestion }: Misspelt): Diagnostic {
  const more =
    suggestion === null
      ? { help: `write it under \`settings:\`, as \`${name.slice(name.indexOf('.') + 1)}: …\`` }
      : didYouMean(suggestion, span);
  return checkError('unknown-setting', span, `unknown setting \`${name}\``, more);
}

export function unfinishedName(place: {
  readonly name: string;
  readonly span: Span;
  readonly known: readonly string[];
}): Diagnostic {
  const { name, span, known } = place;
  return checkError('unfinished-name', span, `expected one field of \`${name}\`, found all of it`, {
    help: known.length === 0 ? `name a field, such as \`${name}.NAME\`` : `write ${listed(known)}`,
  });
}

export function resultOnlyName({ name, span }: { readonly name: string; readonly span: Span }): Diagnostic {
  return checkError(
    'result-only-name',
    span,
    `\`${name}\` is known only after the last rule, not inside a rule`,
    {
      help: 'tests and properties can ask for it; a rule can look at what comes with the login',
    },
  );
}

export function nameTaken(place: {
  readonly name: string;
  readonly span: Span;
  readonly by: string;
  readonly first: Span | null;
}): Diagnostic {
  const { name, span, by, first } = place;
  return checkError('name-taken', span, `the name \`${name}\` is already ${by}`, {
    help: 'choose another name; lists, tables, networks, schedules, sources and conditions share one set of names',
    ...(first === null ? {} : { notes: [{ message: `\`${name}\` is named here first`, span: first }] }),
  });
}

export function wrongKindOfName(place: {
  readonly name: string;
  readonly span: Span;
  readonly expected: string;
  readonly found: string;
  readonly help: string;
}): Diagnostic {
  const { name, span, expected, found, help } = place;
  return checkError('wrong-kind-of-name', span, `expected ${expected}, found the ${found} \`${name}\``, {
    help,
  });
}

export function unknownFunction({ name, span, suggestion }: Misspelt): Diagnostic {
  const more = suggestion === null ? {} : didYouMean(suggestion, span);
  return checkError('unknown-function', span, `unknown function \`${name}\``, more);
}

/** A function of another system for which this language has an operator. */
export function functionIsOperator(place: {
  readonly name: string;
  readonly span: Span;
  readonly operator: string;
}): Diagnostic {
  const { name, span, operator } = place;
  return checkError('unknown-function', span, `unknown function \`${name}\``, {
    help: `write \`${operator}\``,
  });
}

export function circularCondition(place: {
  readonly circle: readonly string[];
  readonly spans: readonly Span[];
  readonly span: Span;
}): Diagnostic {
  const { circle, spans, span } = place;
  const [first = ''] = circle;
  const message =
    circle.length === 1
      ? `the condition \`${first}\` refers to itself`
      : `the conditions refer to each other in a circle: ${[...circle, first].map((name) => `\`${name}\``).join(' → ')}`;
  return checkError('circular-condition', span, message, {
    help: 'write one of them out without naming the others',
    notes: spans.map((other, index) => ({
      message: `\`${circle[index + 1] ?? first}\` is part of the circle`,
      span: other,
    })),
  });
}

export function conditionTooDeep(place: {
  readonly name: string;
  readonly span: Span;
  readonly limit: number;
}): Diagnostic {
  return checkError(
    'condition-too-deep',
    place.span,
    `the condition \`${place.name}\` ends a row of more than ${place.limit} that refer to each other`,
    { help: 'write one of them out, or use a named list or table' },
  );
}

export function conditionTooLarge(place: {
  readonly what: string;
  readonly span: Span;
  readonly size: number;
  readonly limit: number;
}): Diagnostic {
  const { what, span, size, limit } = place;
  const count = size < 1e15 ? size.toLocaleString('en') : 'more than a million million';
  return checkError(
    'condition-too-large',
    span,
    `${what} comes to ${count} comparisons once the conditions in it are written out, more than ${limit.toLocaleString('en')}`,
    { help: 'use a named list or table, or refer to each condition less often' },
  );
}

/** A few names as a sentence part; a long list is cut. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => `\`${name}\``);
  if (names.length > shown.length) return `${shown.join(', ')} and ${names.length - shown.length} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** A text that what stands beside it never is, such as `logon` beside `event`. */
export function unknownWord(place: {
  readonly found: string;
  readonly span: Span;
  readonly choices: readonly string[];
  readonly suggestion: string | null;
}): Diagnostic {
  const { found, span, choices, suggestion } = place;
  const names = choices.map((choice) => `\`${choice}\``);
  const message = `expected ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, found \`${found}\``;
  return checkError(
    'unknown-choice',
    span,
    message,
    suggestion === null ? {} : didYouMean(`"${suggestion}"`, span),
  );
}
