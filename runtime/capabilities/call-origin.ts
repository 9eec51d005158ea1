import { setTimeout as wait } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import type { Settled } from './capability.ts';
import { circuitOpen, connectTimeout, loginOver } from './capability-errors.ts';
import { exchange } from './exchange.ts';
import type { HttpManners } from './http-manners.ts';
import type { Hop, RawResponse } from './http-message.ts';
import type { Origin } from './origins.ts';
import { readRateLimit } from './rate-limit.ts';
import { retryWait } from './retry-wait.ts';

/** How long a call may go on, and whether anybody still waits for it. */
export interface CallTime {
  /** On the clock of `performance.now()`. */
  readonly until: number;
  readonly signal: AbortSignal;
  /** See `HttpScope`. */
  readonly attempt?: number | undefined;
}

/** Errors that say nothing of how the server is. */
const NOT_ITS_FAULT: ReadonlySet<string> = new Set(['ADDRESS_NOT_ALLOWED', 'TOO_LARGE', 'LOGIN_OVER']);

/**
 * Calls one server in good manners: leaves it alone while it is ill, slows down before it has to refuse, and comes back
 * when it says so, if that is in time. Never rejects.
 */
export async function callOrigin(
  dispatcher: Dispatcher,
  origin: Origin,
  hop: Hop,
  manners: HttpManners,
  time: CallTime,
): Promise<Settled<RawResponse>> {
  const { host } = hop.url;
  const { breaker, pacer } = origin;
  for (let tries = 0; ; tries++) {
    // Half of what is left belongs to the call itself.
    const longest = Math.min(manners.longestPause, Math.max(0, time.until - performance.now()) / 2);
    if (!(await pause(pacer.reserve(Date.now(), longest), time))) return { ok: false, error: loginOver() };
    if (time.until <= performance.now()) return { ok: false, error: connectTimeout({ host }) };
    if (!breaker.admits(performance.now())) return { ok: false, error: circuitOpen({ host }) };
    const result = await exchange(dispatcher, hop, {
      timeout: time.until - performance.now(),
      most: manners.responseBytes,
      signal: time.signal,
    });
    const health = healthOf(result);
    const isToldAlready = health === 'ill' && (time.attempt ?? 0) > 0;
    breaker.note(isToldAlready ? 'nothing' : health, performance.now());
    if (!result.ok) return result;
    const { status, headers } = result.value;
    const now = Date.now();
    const limit = readRateLimit(headers, now);
    if (limit !== null) pacer.note(limit);
    if (time.attempt !== undefined) return result;
    const { method } = hop;
    const delay = retryWait({ method, status, headers, tries, now, random: Math.random(), manners });
    if (delay === null || performance.now() + delay >= time.until) return result;
    await pause(delay, time);
  }
}

/** False when the wait ended early because nobody waits any more. */
async function pause(milliseconds: number, { signal }: CallTime): Promise<boolean> {
  if (milliseconds > 0) await wait(milliseconds, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

function healthOf(result: Settled<RawResponse>): 'well' | 'ill' | 'nothing' {
  if (!result.ok) return NOT_ITS_FAULT.has(result.error.code) ? 'nothing' : 'ill';
  return result.value.status >= 500 ? 'ill' : 'well';
}
