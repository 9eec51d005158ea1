import { setTimeout as wait } from 'node:timers/promises';
import type { HttpRequest, HttpResponse, Settled } from './capability.ts';
import { connectTimeout } from './capability-errors.ts';
import type { HttpClient } from './http-client.ts';
import { DEFAULT_HTTP_MANNERS } from './http-manners.ts';
import { REPEATABLE, retryWait } from './retry-wait.ts';

/** How patient a call is. */
export interface Patience {
  /** How often it is tried again. */
  readonly retry: number;
  /** When all attempts together have to be over, on the clock of `performance.now()`. */
  readonly until: number;
  readonly signal: AbortSignal;
  /** `always` where the server can tell that a call is the same one again. */
  readonly repeat: 'by method' | 'always';
}

/** Nothing was sent, so whatever it was may be sent. */
const NEVER_SENT: ReadonlySet<string> = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND']);

/** It may have been sent, and heard. */
const BROKEN_OFF: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'EPROTO',
  'ESOCKETTIMEDOUT',
  'ETIMEDOUT',
]);

/** Milliseconds before the first further attempt; each further wait is twice as long. */
const BACK_OFF = 100;

/**
 * Sends a request, and again after errors of the network, time-outs and failures of the server; after 429 and 503 also
 * where no retry was declared, as often as manners have it. A server that says when is obeyed if that is in time. The
 * attempts share the time: one gets its part of what is left, and so does a wait that the server says nothing about, so
 * that quick failures leave room for every retry.
 */
export async function sendAgain(
  http: HttpClient,
  request: HttpRequest,
  patience: Patience,
): Promise<Settled<HttpResponse>> {
  const { retry, until, signal } = patience;
  for (let tries = 0; ; tries++) {
    const left = until - performance.now();
    // The client takes a time of 0 for none.
    if (left <= 0) return { ok: false, error: connectTimeout({ host: hostOf(request) }) };
    const timeout = left / Math.max(1, retry - tries + 1);
    const scope = { only: null, deadline: until, signal, attempt: tries };
    const result = await http.send({ ...request, timeout }, scope);
    const delay = http.isRehearsal ? null : delayAfter(result, request, tries, patience);
    if (delay === null || performance.now() + delay >= until) return result;
    await wait(delay, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return result;
  }
}

/** Milliseconds until the next attempt; null: what came of this one stands. */
function delayAfter(
  result: Settled<HttpResponse>,
  request: HttpRequest,
  tries: number,
  { retry, until, repeat }: Patience,
): number | null {
  const isAsked = result.ok && (result.value.status === 429 || result.value.status === 503);
  const most = isAsked ? Math.max(retry, DEFAULT_HTTP_MANNERS.retries) : retry;
  if (tries >= most) return null;
  const method = request.method.toUpperCase();
  const share = Math.max(0, until - performance.now()) / (2 * (most - tries));
  const own = Math.min(BACK_OFF * 2 ** tries, share);
  if (!isAsked) {
    const isRepeatable = repeat === 'always' || REPEATABLE.includes(method);
    return isWorthAnother(result, isRepeatable) ? own * (0.5 + Math.random() / 2) : null;
  }
  const { status, headers } = result.value;
  return retryWait({
    ...{ method, status, headers, tries, repeat },
    now: Date.now(),
    random: Math.random(),
    manners: { ...DEFAULT_HTTP_MANNERS, retries: most, backOff: own / 2 ** tries },
  });
}

function isWorthAnother(result: Settled<HttpResponse>, isRepeatable: boolean): boolean {
  if (result.ok) return isRepeatable && result.value.status >= 500;
  const { code } = result.error;
  return NEVER_SENT.has(code) || (isRepeatable && BROKEN_OFF.has(code));
}

function hostOf({ url }: HttpRequest): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
