import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { formatType, type Type } from '../../../stdlib/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { checkError } from './check-messages.ts';

export function unknownTemplate(place: {
  readonly name: string;
  readonly span: Span;
  readonly suggestion: string | null;
}): Diagnostic {
  const { name, span, suggestion } = place;
  const message = `there is no template \`${name}\``;
  if (suggestion !== null) return checkError('unknown-template', span, message, didYouMean(suggestion, span));
  const own = `templates of your own are files such as \`templates/${name}.yaml\` in the project folder`;
  return checkError('unknown-template', span, message, { help: `\`lintel templates\` lists them; ${own}` });
}

/** A value that no parameter of the type can have. */
export function unfittingParameter(place: {
  readonly name: string;
  readonly text: string;
  readonly span: Span;
  readonly type: Type;
}): Diagnostic {
  const { name, text, span, type } = place;
  const message = `expected ${phraseOf(type)} for \`${name}\`, found \`${text}\``;
  return checkError('unfitting-parameter', span, message, { help: `write ${exampleOf(type)}` });
}

/** A name in the place of a list, network or schedule. `found`: what has the name in the policy; null: nothing. */
export function unfittingDefinition(place: {
  readonly name: string;
  readonly text: string;
  readonly span: Span;
  readonly type: Type;
  readonly found: Type | null;
  readonly suggestion: string | null;
}): Diagnostic {
  const { name, text, span, type, found, suggestion } = place;
  const expected = `${phraseOf(type)}, or the name of one of this policy,`;
  const isOtherList = type.kind === 'list' && found?.kind === 'list';
  const is = found === null ? `\`${text}\`` : `\`${text}\`, which is a ${formatType(found)}`;
  const help =
    suggestion !== null
      ? `did you mean \`${suggestion}\`?`
      : isOtherList
        ? `write \`of: ${formatType(type.of)}\` in the list \`${text}\``
        : `write ${exampleOf(type)}`;
  return checkError('unfitting-parameter', span, `expected ${expected} for \`${name}\`, found ${is}`, {
    help,
  });
}

/** A list whose items nobody knows before its file is read, where a template needs them in its own text. */
export function listFromFile({
  name,
  list,
  span,
}: {
  readonly name: string;
  readonly list: string;
  readonly span: Span;
}): Diagnostic {
  const message = `the template needs the items of \`${name}\` themselves, and \`${list}\` has them in a file`;
  return checkError('unfitting-parameter', span, message, { help: 'write the items here: `[…, …]`' });
}

function phraseOf(type: Type): string {
  if (type.kind === 'yes/no') return '`yes` or `no`';
  const words = formatType(type);
  return /^[aeio]/.test(words) ? `an ${words}` : `a ${words}`;
}

function exampleOf(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `a list such as \`[${type.of.kind === 'country' ? 'DE, AT' : '…, …'}]\``;
    case 'network':
      return 'ranges such as `[203.0.113.0/24]`';
    case 'schedule':
      return 'a schedule such as `{ days: mon-fri, from: 08:00, to: 19:00, timezone: Europe/Berlin }`';
    case 'number':
      return 'a number such as `3`';
    case 'yes/no':
      return '`yes` or `no`';
    case 'duration':
      return 'a duration such as `12 hours`';
    case 'date':
      return 'a date such as `2026-12-24`';
    case 'time':
      return 'a time such as `08:00`';
    case 'instant':
      return 'a moment such as `2026-12-24T18:00:00+01:00`';
    case 'ip':
      return 'an address such as `203.0.113.7`';
    default:
      return 'a text';
  }
}
