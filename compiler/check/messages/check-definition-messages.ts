import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { checkError } from './check-messages.ts';

export function notANetwork({ text, span }: { readonly text: string; readonly span: Span }): Diagnostic {
  return checkError('not-a-network', span, `expected a network or an address, found \`${text}\``, {
    help: networkHelp(text),
  });
}

function networkHelp(text: string): string {
  if (/[,;\s]/.test(text.trim())) {
    const items = text.split(/[,;\s]+/).filter((item) => item !== '');
    return `write several in square brackets: \`[${items.join(', ')}]\``;
  }
  const wildcard = /^((?:\d{1,3}\.){1,3})\*(?:\.\*)*$/.exec(text)?.[1];
  if (wildcard !== undefined) {
    const parts = wildcard.split('.').filter((part) => part !== '');
    const network = [...parts, '0', '0', '0'].slice(0, 4).join('.');
    return `write \`${network}/${parts.length * 8}\``;
  }
  return 'write a network such as `203.0.113.0/24`, or one address such as `203.0.113.7`';
}

export function networkHostBits(place: {
  readonly text: string;
  readonly span: Span;
  readonly canonical: string;
}): Diagnostic {
  const { text, span, canonical } = place;
  return checkError(
    'network-host-bits',
    span,
    `\`${text}\` is an address inside a network, not the start of one`,
    {
      help: `write \`${canonical}\` for the whole network, or the address alone`,
      fixes: [{ title: `write \`${canonical}\``, safe: false, edits: [{ span, text: canonical }] }],
    },
  );
}

export function unknownDay(place: {
  readonly text: string;
  readonly span: Span;
  readonly suggestion: string | null;
}): Diagnostic {
  const { text, span, suggestion } = place;
  return checkError('unknown-day', span, `expected days, found \`${text}\``, {
    help:
      suggestion === null
        ? 'write days such as `mon-fri`, `sat` or `mon, wed`'
        : `did you mean \`${suggestion}\`?`,
  });
}

export function notATime(place: {
  readonly text: string;
  readonly span: Span;
  readonly meant: string | null;
}): Diagnostic {
  const { text, span, meant } = place;
  return checkError('not-a-time', span, `expected a time of day, found \`${text}\``, {
    help: meant === null ? 'write hours and minutes, such as `08:00`' : `write \`${meant}\``,
    ...(meant === null
      ? {}
      : { fixes: [{ title: `write \`${meant}\``, safe: true, edits: [{ span, text: meant }] }] }),
  });
}

export function notADate({ text, span }: { readonly text: string; readonly span: Span }): Diagnostic {
  return checkError('not-a-date', span, `expected a date of the calendar, found \`${text}\``, {
    help: 'write year, month and day, such as `2026-12-24`',
  });
}

export function unknownTimezone(place: {
  readonly text: string;
  readonly span: Span;
  readonly suggestion: string | null;
}): Diagnostic {
  const { text, span, suggestion } = place;
  return checkError('unknown-timezone', span, `unknown time zone \`${text}\``, {
    help:
      suggestion === null
        ? 'write a zone such as `Europe/Berlin` or `UTC`'
        : `did you mean \`${suggestion}\`?`,
  });
}

export function scheduleWithoutTimezone({
  name,
  span,
}: {
  readonly name: string;
  readonly span: Span;
}): Diagnostic {
  return checkError(
    'schedule-without-timezone',
    span,
    `the schedule \`${name}\` has no time zone, so its hours have no meaning`,
    {
      help: 'write `timezone: Europe/Berlin` in it, or once at the top of the policy',
    },
  );
}

export function unknownType(place: {
  readonly text: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}): Diagnostic {
  const { text, span, suggestion, known } = place;
  const isNetwork = text === 'network' || text === 'ip';
  const types = `write one of ${known.map((type) => `\`${type}\``).join(', ')}`;
  const help = isNetwork
    ? 'put addresses and networks under `networks:`'
    : suggestion === null
      ? types
      : `did you mean \`${suggestion}\`?`;
  return checkError('unknown-type', span, `expected a type of text, found \`${text}\``, { help });
}

export function unknownParameterType(place: {
  readonly text: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}): Diagnostic {
  const { text, span, suggestion, known } = place;
  const help =
    suggestion === null
      ? `write one of ${known.map((type) => `\`${type}\``).join(', ')}, or \`list of\` texts`
      : `did you mean \`${suggestion}\`?`;
  return checkError('unknown-type', span, `expected a type, found \`${text}\``, { help });
}

/** A value of a list, table or file that is none of its type; `where` is a place in a file such as `a.csv, line 3`. */
export function unfittingRow(place: {
  readonly span: Span;
  readonly text: string;
  readonly expected: string;
  readonly help: string;
  readonly where: string;
  readonly more: number;
}): Diagnostic {
  const { span, text, expected, help, where, more } = place;
  const others =
    more === 0 ? '' : `, and ${more === 1 ? 'one line' : `${more.toLocaleString('en')} lines`} more`;
  return checkError(
    'unfitting-value',
    span,
    `expected ${expected}, found \`${text}\` in \`${where}\`${others}`,
    { help },
  );
}

export function listInsteadOfOne(place: {
  readonly span: Span;
  readonly type: string;
  readonly count: number;
}): Diagnostic {
  const { span, type, count } = place;
  return checkError('unfitting-value', span, `expected one ${type}, found ${count}`, {
    help: `write \`to: list of ${type}\` if a row holds several`,
  });
}

export function unreadableFile(place: {
  readonly file: string;
  readonly span: Span;
  readonly reason: string;
}): Diagnostic {
  const { file, span, reason } = place;
  return checkError('unreadable-file', span, `cannot read \`${file}\`: ${reason}`, {
    help: 'the path starts at the folder of the project',
  });
}

export function emptyFile(place: {
  readonly file: string;
  readonly span: Span;
  readonly line: number | null;
}): Diagnostic {
  const { file, span, line } = place;
  const message =
    line === null ? `\`${file}\` is empty` : `\`${file}\` has a header in line ${line} and nothing below it`;
  return checkError('empty-file', span, message, { help: 'write one entry a line' });
}

export function unknownColumn(place: {
  readonly column: string;
  readonly file: string;
  readonly span: Span;
  readonly known: readonly string[] | null;
  readonly suggestion: string | null;
}): Diagnostic {
  const { column, file, span, known, suggestion } = place;
  const message = `unknown column \`${column}\` in \`${file}\``;
  if (known === null)
    return checkError('unknown-column', span, message, {
      help: 'the file has no header; leave `column` out',
    });
  const help = `its columns are ${known.map((one) => `\`${one}\``).join(', ')}`;
  return checkError('unknown-column', span, message, {
    help: suggestion === null ? help : `did you mean \`${suggestion}\`?`,
  });
}

export function duplicateRow(place: {
  readonly key: string;
  readonly span: Span;
  readonly first: Span | null;
  readonly where: string | null;
}): Diagnostic {
  const { key, span, first, where } = place;
  const message =
    where === null
      ? `the table has a row for \`${key}\` already`
      : `the table has two rows for \`${key}\`: ${where}`;
  return checkError('duplicate-row', span, message, {
    help: 'put all values for it into one row',
    ...(first === null ? {} : { notes: [{ message: 'the first row for it', span: first }] }),
  });
}

export function notAssumable({ name, span }: { readonly name: string; readonly span: Span }): Diagnostic {
  return checkError('not-assumable', span, `expected a field that can be missing, found \`${name}\``, {
    help: 'name a field of the login, such as `user.groups`',
  });
}

/** A place of the login that has a name of its own: sentences about that name would not know the assumption. */
export function assumedByPlace(place: {
  readonly name: string;
  readonly span: Span;
  readonly names: readonly string[];
}): Diagnostic {
  const { name, span, names } = place;
  const which = names.length === 1 ? '' : ', whichever your sentences name';
  const help = `write ${names.map((one) => `\`${one}\``).join(' or ')}${which}`;
  return checkError('not-assumable', span, `\`${name}\` is assumed by the name that sentences have for it`, {
    help,
  });
}

export function unfittingAssumption(place: {
  readonly span: Span;
  readonly field: string;
  readonly expected: string;
  readonly example: string;
}): Diagnostic {
  const { span, field, expected, example } = place;
  return checkError('unfitting-value', span, `expected ${expected} for \`${field}\``, {
    help: `write a plain value, such as \`${example}\``,
  });
}
