import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { DEFAULT_RULE } from '../../core.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError, checkWarning } from './check-messages.ts';

export function unknownFixture(place: {
  readonly name: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}): Diagnostic {
  const { name, span, suggestion, known } = place;
  const message = `no fixture is called \`${name}\``;
  if (suggestion !== null) return checkError('unknown-fixture', span, message, didYouMean(suggestion, span));
  const names = known.slice(0, 6).map((one) => `\`${one}\``);
  const help =
    names.length === 0
      ? 'fixtures stand in files under `fixtures/`, each a name with a login: `dana: { user: { email: dana@example.com } }`'
      : `the files under \`fixtures/\` have ${names.join(', ')}${known.length > names.length ? ' and others' : ''}`;
  return checkError('unknown-fixture', span, message, { help });
}

/** `limit`: how many fixtures can be like each other in a row. */
export function fixturesTooDeep(place: { readonly span: Span; readonly limit: number }): Diagnostic {
  const message = `this fixture begins a row of more than ${place.limit} that are like each other`;
  return checkError('circular-fixture', place.span, message, {
    help: 'write one of them out without `like`',
  });
}

export function circularFixture(place: {
  readonly names: readonly string[];
  readonly span: Span;
}): Diagnostic {
  const { names, span } = place;
  const [first = ''] = names;
  const message =
    names.length === 1
      ? `the fixture \`${first}\` is like itself`
      : `the fixtures are like each other in a circle: ${[...names, first].map((name) => `\`${name}\``).join(' → ')}`;
  return checkError('circular-fixture', span, message, { help: 'write one of them out without `like`' });
}

/** `isLike`: there is a fixture to leave something out of. */
export function nothingToLeaveOut(place: {
  readonly key: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly isLike: boolean;
}): Diagnostic {
  const { key, span, suggestion, isLike } = place;
  const message = isLike
    ? `the fixture says nothing about \`${key}\` that could be left out`
    : `\`${key}\` cannot be left out: there is no fixture here that says it`;
  const help = isLike ? 'remove it here' : 'write `like: NAME` beside `without`, or remove it';
  const more = suggestion === null ? { help } : didYouMean(suggestion, span);
  return checkError('nothing-to-leave-out', span, message, more);
}

/** A key of a login; `help` where the key means something elsewhere. */
export function unknownLoginField(place: {
  readonly key: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly help: string;
}): Diagnostic {
  const { key, span, suggestion, help } = place;
  const message = `a login has no \`${key}\``;
  const more = suggestion === null ? { help } : { help: `did you mean \`${suggestion}\`?` };
  return checkWarning('unknown-login-field', span, message, more);
}

/** `text`: what was written; null for a list or a record. `expected`: null for a text, which only lacks its quotes. */
export function unfittingLoginValue(place: {
  readonly key: string;
  readonly span: Span;
  readonly text: string | null;
  readonly expected: string | null;
}): Diagnostic {
  const { key, span, text, expected } = place;
  const found = text === null ? 'this' : `\`${text}\``;
  const message = `${found} is not what \`${key}\` holds, so every sentence about it is unknown for this login`;
  const quoted = `\`${JSON.stringify(text)}\``;
  const more = text === null ? '' : `; or with quotes, ${quoted}, to send this very text`;
  return checkWarning('unfitting-login-value', span, message, {
    help: expected === null ? `write a text with quotes: ${quoted}` : `write ${expected}${more}`,
  });
}

export function badMoment(place: { readonly text: string; readonly span: Span }): Diagnostic {
  const { text, span } = place;
  return checkError('bad-instant', span, `\`${text}\` is not how a moment is written`, {
    help: 'write date, time and distance from UTC: `2026-11-22T12:00:00+01:00` or `2026-11-22T11:00:00Z`',
  });
}

/** Something that no login can lead to. `other`: the place with which it is at odds. */
export function impossibleExpectation(place: {
  readonly span: Span;
  readonly message: string;
  readonly help: string;
  readonly other?: { readonly message: string; readonly span: Span };
}): Diagnostic {
  const { span, message, help, other } = place;
  return checkError('impossible-expectation', span, message, {
    help,
    ...(other === undefined ? {} : { notes: [other] }),
  });
}

/** A test that expects something of a rule that is not there. `isSure`: all rules of the pipeline are known. */
export function expectsUnknownRule(place: {
  readonly rule: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly isSure: boolean;
}): Diagnostic {
  const { rule, span, suggestion, isSure } = place;
  const message = isSure
    ? `this cannot be: no rule has the id \`${rule}\``
    : `no rule of this policy has the id \`${rule}\``;
  const help =
    rule === DEFAULT_RULE
      ? '`default` decides only where a policy has `default: deny`'
      : 'write the `id` of a rule';
  const more = suggestion === null ? { help } : didYouMean(suggestion, span);
  return (isSure ? checkError : checkWarning)('impossible-expectation', span, message, more);
}
