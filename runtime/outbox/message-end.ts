import type { HttpResponse, Settled } from '../capabilities/capability.ts';
import { readRetryAfter } from '../capabilities/retry-wait.ts';
import type { MessageEnd } from '../store/store.ts';

const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;
const DAY = 24 * HOUR;

/** For how long a notification is tried. */
const LONGEST = 3 * DAY;

/** More tries than fit into that: a clock that was moved back does not make it go on for years. */
const MOST_TRIES = 200;

/**
 * Refusals of a request that may be taken later: who it is from may be known again (401, 403), another try of it may still be
 * at work (408, 409), and there may be time for it (425, 429).
 */
const PASSING: ReadonlySet<number> = new Set([401, 403, 408, 409, 425, 429]);

/** Errors of a request that is none, now and ever. */
const WRONG: ReadonlySet<string> = new Set(['BAD_HEADER', 'BAD_METHOD', 'BAD_URL']);

/**
 * What becomes of a notification after a try: it was delivered with any 2xx; it is given up after three days, and at once
 * when the receiver says that it will never take it (any other 4xx but those that pass). Otherwise it is tried later and
 * later, from a second to an hour; a receiver that says when is obeyed, up to a day. `random` is from 0 to 1.
 */
export function messageEnd(
  result: Settled<HttpResponse>,
  message: { readonly tries: number; readonly since: number },
  { now, random }: { readonly now: number; readonly random: number },
): MessageEnd {
  if (result.ok && result.value.status >= 200 && result.value.status < 300) return { kind: 'delivered' };
  const isHopeless = result.ok ? isFinal(result.value.status) : WRONG.has(result.error.code);
  const isOver = now - message.since >= LONGEST || message.tries >= MOST_TRIES;
  if (isHopeless || isOver) return { kind: 'given up' };
  const own = Math.min(HOUR, SECOND * 2 ** (message.tries - 1)) * (0.5 + random / 2);
  const told = result.ok && isBusy(result.value.status) ? readRetryAfter(result.value.headers, now) : null;
  const at = told === null ? now + own : Math.min(told, now + DAY) + (SECOND * random) / 2;
  return { kind: 'later', at: Math.ceil(Math.max(at, now + SECOND / 2)) };
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && !PASSING.has(status);
}

function isBusy(status: number): boolean {
  return status === 429 || status === 503;
}
