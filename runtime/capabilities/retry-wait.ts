import type { HttpManners } from './http-manners.ts';
import { type Headers, headerOf } from './http-message.ts';
import { readReset } from './rate-limit.ts';

/** Methods of calls that may be made twice, whatever became of the first. */
export const REPEATABLE: readonly string[] = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'];

/** Calls that a server has not looked at when it says 429. */
const REFUSABLE = ['POST', 'PATCH'];

/**
 * How many milliseconds to wait before a call is made again; null: its answer stands. A server that says when is obeyed,
 * never earlier, and a little later, so that not all who were sent away come back at once. `random` is from 0 to 1.
 */
export function retryWait(options: {
  readonly method: string;
  readonly status: number;
  readonly headers: Headers;
  /** How often it was tried again already. */
  readonly tries: number;
  readonly now: number;
  readonly random: number;
  /** `always` where the server can tell that a call is the same one again; absent: what its method says. */
  readonly repeat?: 'by method' | 'always';
  readonly manners: Pick<HttpManners, 'retries' | 'backOff' | 'longestWait'>;
}): number | null {
  const { method, status, headers, tries, now, random, repeat = 'by method', manners } = options;
  const isRepeatable = repeat === 'always' || REPEATABLE.includes(method);
  const mayRepeat =
    status === 429 ? isRepeatable || REFUSABLE.includes(method) : status === 503 && isRepeatable;
  if (!mayRepeat || tries >= manners.retries) return null;
  const own = manners.backOff * 2 ** tries;
  const told = readRetryAfter(headers, now) ?? readReset(headers, now);
  const wait = told === null ? own * (0.5 + random / 2) : Math.max(0, told - now) + (own * random) / 2;
  return wait > manners.longestWait ? null : wait;
}

/** `Retry-After` in seconds or as a date, as milliseconds since 1970 UTC. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const text = headerOf(headers, 'retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return now + Number(text) * 1000;
  const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : date;
}
