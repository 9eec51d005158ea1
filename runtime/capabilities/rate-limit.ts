import { type Headers, headerOf } from './http-message.ts';

/** What an origin said of the calls that it still takes. */
export interface RateLimit {
  readonly remaining: number;
  /** Milliseconds since 1970 UTC. */
  readonly resetsAt: number;
}

/** How few calls may be left before the next ones are spread over the time until there are more. */
const FEW = 3;

/** Where nothing is said of when there are more calls. */
const USUAL_WINDOW = 1000;

/** Reads `X-RateLimit-Remaining` and its variants; null where an answer says nothing of it. */
export function readRateLimit(headers: Headers, now: number): RateLimit | null {
  const remaining = readNumber(
    headerOf(headers, 'x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining'),
  );
  if (remaining === null) return null;
  return { remaining, resetsAt: readReset(headers, now) ?? now + USUAL_WINDOW };
}

/** When `X-RateLimit-Reset` or a variant says that there are calls again, in milliseconds since 1970 UTC. */
export function readReset(headers: Headers, now: number): number | null {
  const reset = readNumber(headerOf(headers, 'x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset'));
  if (reset === null) return null;
  // Most send seconds since 1970, the newer form the seconds that are left; nobody leaves thirty years.
  return reset > 1e9 ? reset * 1000 : now + reset * 1000;
}

/** Holds calls to one origin back while few are left, so that the limit is not hit. */
export interface Pacer {
  note(limit: RateLimit): void;
  /** Milliseconds that the next call waits, at most `longest`; counts the call. */
  reserve(now: number, longest: number): number;
}

export function openPacer(): Pacer {
  let limit: RateLimit = { remaining: Number.POSITIVE_INFINITY, resetsAt: 0 };
  let last = 0;
  return {
    note(told) {
      limit = told;
    },
    reserve(now, longest) {
      const { remaining, resetsAt } = limit;
      if (now >= resetsAt) return 0;
      limit = { remaining: Math.max(0, remaining - 1), resetsAt };
      if (remaining > FEW) return 0;
      const share = (resetsAt - now) / (remaining + 1);
      const start = Math.min(Math.max(now, last) + share, resetsAt, now + longest);
      last = start;
      return start - now;
    },
  };
}

function readNumber(text: string | null): number | null {
  return text !== null && /^\d{1,12}(?:\.\d{1,6})?$/.test(text.trim()) ? Number(text) : null;
}
