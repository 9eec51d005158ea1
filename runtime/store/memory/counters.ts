import { countsAfter, endOfGrain, oldestKept } from '../counting.ts';
import type { Counter } from '../store.ts';

/** What was counted, in memory. Moments are milliseconds. */
export interface MemoryCounters {
  read(counter: Counter, now: number): number;
  /** What happened at `at` is counted; `now` says what is too old to be kept, too. */
  add(counter: Counter, at: number, now: number): void;
}

interface Tally {
  /** The end of a grain → how often. */
  readonly grains: Map<number, number>;
  /** A value → when it came last. */
  readonly values: Map<string, number>;
}

/** Opens counters for `most` pairs of a counter and its `per`; that which was not counted for the longest time gives way. */
export function openMemoryCounters(most: number): MemoryCounters {
  const tallies = new Map<string, Tally>();
  return {
    read(counter, now) {
      const { window, value: own } = counter;
      const tally = tallies.get(keyOf(counter));
      if (tally === undefined) return 0;
      const after = countsAfter(now, window);
      if (counter.isDistinct) {
        return [...tally.values].filter(([value, at]) => value !== own && at >= after).length;
      }
      return [...tally.grains].reduce((sum, [end, times]) => (end > after ? sum + times : sum), 0);
    },
    add(counter, at, now) {
      const { window, value } = counter;
      const key = keyOf(counter);
      const { grains, values } = tallies.get(key) ?? { grains: new Map(), values: new Map() };
      tallies.delete(key);
      tallies.set(key, { grains, values });
      if (!counter.isDistinct) {
        const end = endOfGrain(at, window);
        grains.set(end, (grains.get(end) ?? 0) + 1);
      } else if (value !== null) {
        values.set(value, Math.max(at, values.get(value) ?? at));
      }
      const oldest = oldestKept(Math.min(at, now), window);
      for (const end of grains.keys()) if (end <= oldest) grains.delete(end);
      for (const [known, last] of values) if (last <= oldest) values.delete(known);
      for (const [longAgo] of tallies) {
        if (tallies.size <= most) break;
        tallies.delete(longAgo);
      }
    },
  };
}

function keyOf({ name, per }: Counter): string {
  return JSON.stringify([name, per]);
}
