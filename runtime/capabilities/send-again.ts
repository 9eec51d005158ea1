import { setTimeout as wait } from 'node:timers/promises';
import type { HttpRequest, HttpResponse, Settled } from './capability.ts';
import { connectTimeout } from './capability-errors.ts';
import type { HttpClient } from './http-client.ts';
import { REPEATABLE } from './retry-wait.ts';

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
 * Sends a request, and again after errors of the network, time-outs and failures of the server. The attempts share the
 * time: one gets its part of what is left. What a server says with 429 and 503 is up to the client and its manners.
 */
export async function sendAgain(
  http: HttpClient,
  request: HttpRequest,
  patience: Patience,
): Promise<Settled<HttpResponse>> {
  const { retry, until, signal } = patience;
  const isRepeatable = patience.repeat === 'always' || REPEATABLE.includes(request.method.toUpperCase());
  for (let tries = 0; ; tries++) {
    const left = until - performance.now();
    // The client takes a time of 0 for none.
    if (left <= 0) return { ok: false, error: connectTimeout({ host: hostOf(request) }) };
    const timeout = left / (retry - tries + 1);
    const result = await http.send({ ...request, timeout }, { only: null, deadline: until, signal });
    const delay = BACK_OFF * 2 ** tries * (0.5 + Math.random() / 2);
    const isOver = tries >= retry || performance.now() + delay >= until;
    if (isOver || !isWorthAnother(result, isRepeatable)) return result;
    await wait(delay, undefined, { signal }).catch(() => undefined);
  }
}

function isWorthAnother(result: Settled<HttpResponse>, isRepeatable: boolean): boolean {
  if (result.ok) return isRepeatable && result.value.status >= 500 && result.value.status !== 503;
  const { code } = result.error;
  return NEVER_SENT.has(code) || (isRepeatable && BROKEN_OFF.has(code));
}

function hostOf({ url }: HttpRequest): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
