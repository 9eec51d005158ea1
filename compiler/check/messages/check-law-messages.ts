import type { Diagnostic, Fix, Span } from '../../../grammar/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError, checkWarning } from './check-messages.ts';

/** A rule that no file of the pipeline has; the text around its name is `write`'s. */
export function unknownRule(place: {
  readonly rule: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly write: (name: string) => string;
}): Diagnostic {
  const { rule, span, suggestion, write } = place;
  const more = suggested(suggestion, span, write);
  const help = { help: 'write the `id` of a rule, or `default` for the refusal of `default: deny`' };
  return checkWarning(
    'unknown-rule',
    span,
    `no rule has the id \`${rule}\``,
    suggestion === null ? help : more,
  );
}

/** A law that nobody has built in. */
export function unknownLaw(place: {
  readonly law: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}): Diagnostic {
  const { law, span, suggestion, known } = place;
  const help = { help: `built in are ${known.map((name) => `\`${name}\``).join(', ')}` };
  const more = suggestion === null ? help : suggested(suggestion, span, (name) => name);
  return checkError('unknown-law', span, `no built-in law is called \`${law}\``, more);
}

export function skippedWithoutReason(place: { readonly what: string; readonly span: Span }): Diagnostic {
  return checkError('skip-without-reason', place.span, `${place.what} is skipped without a reason`, {
    help: 'say in a few words why, and until when',
  });
}

export function duplicateName(place: {
  readonly what: 'test' | 'law';
  readonly name: string;
  readonly span: Span;
  readonly first: Span;
}): Diagnostic {
  const { what, name, span, first } = place;
  return checkWarning('duplicate-name', span, `another ${what} has the name \`${name}\` already`, {
    help: 'say in the name what tells the two apart',
    notes: [{ message: `the first ${what} with this name`, span: first }],
  });
}

function suggested(
  suggestion: string | null,
  span: Span,
  write: (name: string) => string,
): { readonly help?: string; readonly fixes?: readonly Fix[] } {
  return suggestion === null ? {} : didYouMean(write(suggestion), span);
}
