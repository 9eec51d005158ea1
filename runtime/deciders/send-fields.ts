import type { Limits } from '../limits.ts';
import type { Deciders } from './join-deciders.ts';

/** Asks deciders inside, and may give null instead; `timeout` in milliseconds, null: they need none. */
export type Ask<Answer extends string | null = string> = (text: string, timeout: number | null) => Answer;

/** Sends the fields of a login to deciders; null: they are larger than a login may be. */
export function sendFields<Answer extends string | null>(
  fields: readonly unknown[],
  ask: Ask<Answer>,
  deciders: Pick<Deciders, 'owners' | 'goesDeep'>,
  limits: Pick<Limits, 'loginBytes' | 'timeout'>,
): Answer | null {
  const text = JSON.stringify(fields);
  return text.length > limits.loginBytes ? null : ask(text, timeLimit(text, deciders, limits));
}

/**
 * How long deciders may take for fields, in milliseconds; null: they need no limit. Sentences have no loops but over the members
 * of lists, so what is short is over before a timer would be set; setting one costs as much as the crossing.
 */
function timeLimit(
  text: string,
  { owners, goesDeep }: Pick<Deciders, 'owners' | 'goesDeep'>,
  { timeout }: Pick<Limits, 'timeout'>,
): number | null {
  const isShort = text.length <= SHORT && text.length * owners.length <= 1_000_000;
  return isShort && !goesDeep ? null : timeout;
}

/** Characters of the fields. */
const SHORT = 16_384;
