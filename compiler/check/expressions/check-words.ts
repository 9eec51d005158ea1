import { DURATION_UNITS, parseDuration, type Word } from '../../../grammar/index.ts';
import { notADuration } from '../messages/check-effect-messages.ts';
import { outOfRange } from '../messages/check-look-up-messages.ts';
import type { Scope } from '../scope.ts';

/** The milliseconds that a duration can have, and how that reads: `up to 10 seconds`. */
interface Range {
  readonly least: number;
  readonly most: number;
  readonly range: string;
}

/** Checks a duration behind the key `what`. */
export function checkLength(
  word: Word | null,
  what: string,
  { least, most, range }: Range,
  { report }: Scope,
): void {
  if (word === null) return;
  const length = millisecondsOf(word);
  if (length === null) report(notADuration({ text: word.text, span: word.span }));
  else if (length < least || length > most)
    report(outOfRange({ what, range, text: word.text, span: word.span }));
}

/** Checks how often a request is tried again. */
export function checkRetry(word: Word | null, { report }: Scope): void {
  if (word === null || /^[0-5]$/.test(word.text)) return;
  report(outOfRange({ what: 'retry', range: 'from 0 to 5', text: word.text, span: word.span }));
}

/** The length of a duration as written; null when it is none. */
export function millisecondsOf({ text }: Word): number | null {
  const duration = parseDuration(text);
  return duration === null ? null : duration.amount * DURATION_UNITS[duration.unit];
}
