import type { Diagnostic } from './diagnostic.ts';
import { make, type Place, replace, show, type Written } from './sentence-error.ts';
import type { Span } from './source.ts';

export function badNumber({ span, text }: Written): Diagnostic {
  const isPlain = /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);
  if (isPlain) {
    const help = `write \`"${text}"\` if it is a text`;
    return make('bad-number', span, `${show(text)} has more digits than a number keeps`, { help });
  }
  const instead = plainly(text);
  const help = instead === null ? 'write digits alone, such as `1000` or `0.5`' : `write \`${instead}\``;
  return make('bad-number', span, `${show(text)} is not how a number is written`, {
    help: `${help}; if it is a text, write it in quotes`,
    ...(instead === null ? {} : { fixes: [replace(span, instead, { safe: false })] }),
  });
}

export function badDuration({ span, text, word }: Written & { readonly word: string }): Diagnostic {
  const calendar = /^(?:mo|q|y)/i.test(word);
  const unit = UNITS.find(([shape]) => shape.test(word))?.[1] ?? null;
  const help = calendar
    ? 'months and years differ in length: write days, such as `30 days` or `365 days`'
    : 'the units are `milliseconds`, `seconds`, `minutes`, `hours`, `days` and `weeks`';
  if (unit === null) return make('bad-duration', span, `\`${word}\` is no unit of time here`, { help });
  const instead = `${text.slice(0, text.length - word.length).trim()} ${unit}`;
  return make('bad-duration', span, `\`${word}\` is no unit of time here, did you mean \`${unit}\`?`, {
    help: `write \`${instead}\``,
    fixes: [replace(span, instead, { safe: true })],
  });
}

/** Short forms that are not units here, and what they stand for without a doubt. */
const UNITS: readonly (readonly [shape: RegExp, unit: string])[] = [
  [/^msecs?$/i, 'milliseconds'],
  [/^secs?$/i, 'seconds'],
  [/^mins$/i, 'minutes'],
  [/^hrs?$/i, 'hours'],
  [/^d$/i, 'days'],
  [/^w$/i, 'weeks'],
];

/** For dates and times, `instead` is the same in the right notation, when there can be no doubt. */
interface Restated extends Written {
  readonly instead: string | null;
}

export function badDate({ span, text, instead }: Restated): Diagnostic {
  const message = /^\d{4}-\d\d-\d\d$/.test(text)
    ? `there is no day ${show(text)} in the calendar`
    : `${show(text)} is not how a date is written`;
  return make(
    'bad-date',
    span,
    message,
    restated({ span, instead, help: 'write year, month and day: `2026-12-24`' }),
  );
}

export function badTime({ span, text, instead }: Restated): Diagnostic {
  const message = /^\d\d:\d\d(?::\d\d)?$/.test(text)
    ? `there is no time ${show(text)} in a day`
    : `${show(text)} is not how a time of day is written`;
  const help = 'write two digits each, from `00:00` to `23:59`, such as `08:00`';
  return make('bad-time', span, message, restated({ span, instead, help }));
}

export function badInstant({ span, text }: Written): Diagnostic {
  return make('bad-instant', span, `${show(text)} is not how a moment is written`, {
    help: 'write date, time and distance from UTC: `2026-11-22T12:00:00+01:00` or `2026-11-22T11:00:00Z`',
  });
}

export function badIp({ span, text }: Written): Diagnostic {
  return make('bad-ip', span, `${show(text)} is no IP address`, {
    help: 'an address looks like `203.0.113.7` or `2001:db8::1`; a version number or an id is a text: write it in quotes',
  });
}

export function badNetwork({ span, text, instead }: Restated): Diagnostic {
  const help =
    instead === null ? 'a network looks like `203.0.113.0/24` or `2001:db8::/48`' : `write \`${instead}\``;
  const message =
    instead === null
      ? `${show(text)} is no network`
      : `the address in ${show(text)} is not the first of its network`;
  const fixes = instead === null ? {} : { fixes: [replace(span, instead, { safe: false })] };
  return make('bad-network', span, message, { help, ...fixes });
}

export function badPattern({
  span,
  reason,
}: Place & { readonly reason: 'no end' | 'empty' | 'flags' }): Diagnostic {
  const messages = {
    'no end': [
      'this pattern has no end: expected another `/`',
      'write `/` where the pattern ends; inside it write `\\/`',
    ],
    empty: ['this pattern is empty', 'write what the text has to look like, such as `/^[a-z]+$/`'],
    flags: ['a pattern has no letter after it but `i`', 'write `i` to ignore case, or nothing'],
  } as const;
  const [message, help] = messages[reason];
  return make('bad-pattern', span, message, { help });
}

function restated({ span, instead, help }: { span: Span; instead: string | null; help: string }) {
  if (instead === null) return { help };
  return { help: `write \`${instead}\``, fixes: [replace(span, instead, { safe: true })] };
}

/** What the author of a badly formed number most likely meant; null when there is no telling. */
function plainly(text: string): string | null {
  if (/^\d{1,3}(?:[,_]\d{3})+$/.test(text)) return text.replace(/[,_]/g, '');
  if (/^\d+,\d+$/.test(text)) return text.replace(',', '.');
  if (/^\d+(?:-\d+)+$/.test(text)) return text.split('-').join(' - ');
  return /^0\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : null;
}
