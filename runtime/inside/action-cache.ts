import { recordOf } from './action-event.ts';
import type { Fields } from './action-login.ts';

/** A value of the cache; `expires_at` in milliseconds since 1970 UTC. */
export interface CacheRecord {
  readonly value: string;
  readonly expires_at: number;
}

/** How a write ended. */
export type CacheResult =
  | { readonly type: 'success'; readonly record?: CacheRecord }
  | { readonly type: 'error'; readonly code: string };

/** `api.cache` over what the logins of a tenant share. It may be emptied at any time, as `global` may. */
export function createCache(global: Fields): Readonly<Record<string, (...values: never[]) => unknown>> {
  const entries = () => Object.entries(recordOf(global[PLACE]) as Record<string, CacheRecord>);
  const keep = (kept: readonly (readonly [string, CacheRecord])[]) => {
    global[PLACE] = Object.fromEntries(kept);
  };
  return {
    get(key: string): CacheRecord | undefined {
      return entries().find(([name, { expires_at }]) => name === key && expires_at > Date.now())?.[1];
    },
    set(
      key: string,
      value: string,
      options?: { readonly ttl?: number; readonly expires_at?: number },
    ): CacheResult {
      if (typeof key !== 'string' || key.length > KEY_LIMIT)
        return { type: 'error', code: 'CacheKeySizeExceeded' };
      if (typeof value !== 'string' || value.length > VALUE_LIMIT) {
        return { type: 'error', code: 'CacheValueSizeExceeded' };
      }
      const now = Date.now();
      const others = entries().filter(([name, { expires_at }]) => name !== key && expires_at > now);
      if (others.length >= ENTRY_LIMIT) return { type: 'error', code: 'ItemLimitExceeded' };
      const asked = options?.expires_at ?? now + (options?.ttl ?? DEFAULT_TTL);
      const record = { value, expires_at: Math.min(asked, now + LONGEST_TTL) };
      keep([...others, [key, record]]);
      return { type: 'success', record };
    },
    delete(key: string): CacheResult {
      keep(entries().filter(([name]) => name !== key));
      return { type: 'success' };
    },
  };
}

const PLACE = 'lintel:action-cache';

/** As Actions have them: entries, characters of a key and a value, milliseconds. */
const ENTRY_LIMIT = 20;
const KEY_LIMIT = 64;
const VALUE_LIMIT = 8 * 1024;
const DEFAULT_TTL = 15 * 60 * 1000;
const LONGEST_TTL = 24 * 60 * 60 * 1000;
