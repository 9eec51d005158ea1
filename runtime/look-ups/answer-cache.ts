import { createHash } from 'node:crypto';
import type { HttpRequest } from '../capabilities/capability.ts';
import { openExpiringMap } from '../capabilities/expiring-map.ts';
import type { SourceAnswer } from './read-answer.ts';

/** Answers that are good for more than one login. */
export interface AnswerCache {
  /**
   * The answer to exactly this request: a kept one, that of somebody who is asking already, or what `ask` gives, which is
   * kept for `lasts` milliseconds. A failure is shared by those who wait for it and never kept.
   */
  get(request: HttpRequest, lasts: number, ask: () => Promise<SourceAnswer>): Promise<SourceAnswer>;
}

/** A profile has 10 KB at most, so this is room for thousands of them. */
const BOUNDS = { most: 10_000, mostLength: 32 * 1024 * 1024 } as const;

/** Opens a cache in memory. What does not fit into it is asked for again. */
export function openAnswerCache(): AnswerCache {
  const kept = openExpiringMap({ ...BOUNDS, clock: () => performance.now() });
  const asking = new Map<string, Promise<SourceAnswer>>();
  return {
    async get(request, lasts, ask) {
      const key = keyOf(request, lasts);
      const known = kept.get(key) as SourceAnswer | null;
      if (known !== null) return known;
      const current = asking.get(key);
      if (current !== undefined) return current;
      const asked = ask().finally(() => asking.delete(key));
      asking.set(key, asked);
      const answer = await asked;
      if (answer.kind !== 'failure') kept.set(key, answer, lasts / 1000);
      return answer;
    },
  };
}

/** Secrets are in what is sent, so it does not lie about in memory as it is. */
function keyOf({ method, url, headers, body }: HttpRequest, lasts: number): string {
  const sent = JSON.stringify([lasts, method, url, headers, body]);
  return createHash('sha256').update(sent).digest('base64url');
}
