/** Chance that is a function of its seed alone. */
export interface Random {
  /** A whole number from 0 to `limit - 1`; 0 for a limit of 0. */
  below(limit: number): number;
  /** True this often, from 0 to 1. */
  chance(share: number): boolean;
  /** A member of the list; `undefined` of an empty one. */
  pick<T>(list: readonly T[]): T | undefined;
}

/** Opens chance for a seed, of which 32 bits count: mulberry32, small and fast, good enough to choose logins. */
export function openRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, chance: (share) => next() < share, pick: (list) => list[below(list.length)] };
}

/** A seed out of several numbers, so that neighbours have nothing in common. */
export function mixSeeds(...numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** The members of several lists, the first of each before the second of any, at most `limit`. */
export function interleave<T>(lists: readonly (readonly T[])[], limit: number): readonly T[] {
  const members: T[] = [];
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  for (let index = 0; index < longest; index++) {
    for (const list of lists) {
      const member = list[index];
      if (member !== undefined && members.length < limit) members.push(member);
    }
  }
  return members;
}
