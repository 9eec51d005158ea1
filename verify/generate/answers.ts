import { type Core, type CorePolicy, type Evaluate, openEvaluator } from '../../compiler/index.ts';
import { BASE_MOMENT } from './base-moment.ts';
import type { Candidate } from './candidate.ts';
import { readsOf } from './find-atoms.ts';
import { type Places, placeKey } from './places.ts';
import { type Draft, putValue } from './put-value.ts';
import { mixSeeds, openRandom } from './random.ts';

/** What a condition can be for a login. */
export type Answer = 'yes' | 'no' | 'unknown';

/** By which values of its places an atom gets which answer; `free`: nobody can choose it. */
export type Solutions =
  | { readonly kind: 'free' }
  | {
      readonly kind: 'one place';
      readonly place: number;
      /** Indexes into the pool of the place, ascending. */
      readonly by: Readonly<Record<Answer, readonly number[]>>;
    }
  | {
      readonly kind: 'places';
      readonly places: readonly number[];
      /** For each solution an index into each pool. */
      readonly by: Readonly<Record<Answer, readonly (readonly number[])[]>>;
    };

/** Tries atoms out on the values of the pools, each atom once, when it is first asked for. */
export function openSolutions(places: Places): (core: Core, policy: CorePolicy) => Solutions {
  const known = new Map<Core, Solutions>();
  const evaluators = new Map<CorePolicy, Evaluate>();
  return (core, policy) => {
    const found = known.get(core);
    if (found !== undefined) return found;
    const evaluate = evaluators.get(policy) ?? openEvaluator(policy);
    evaluators.set(policy, evaluate);
    const solutions = solve(core, policy, places, evaluate);
    known.set(core, solutions);
    return solutions;
  };
}

/** Combinations that are tried where a condition reads several places. */
const COMBINATIONS = 300;
/** So many of the first values of a pool tell the most. */
const TELLING = 12;
/** Values of one place that are tried as the value of another. */
const SAME_VALUES = 80;

function solve(core: Core, policy: CorePolicy, places: Places, evaluate: Evaluate): Solutions {
  const { fields, readsClock, readsResult } = readsOf({ core, policy });
  if (readsResult) return { kind: 'free' };
  const keys = fields.map(({ root, path }) => placeKey(root, path));
  if (readsClock) keys.push(placeKey('now', []));
  const read = [...new Set(keys)].flatMap((key) => places.indexes.get(key) ?? []);
  const answer = (indexes: readonly number[]): Answer => {
    const moment = { user: {}, context: {}, now: BASE_MOMENT };
    for (const [which, place] of read.entries()) putCandidate(moment, places, place, indexes[which] ?? 0);
    const value = evaluate(core, moment);
    return value === undefined ? 'unknown' : value === false ? 'no' : 'yes';
  };
  const [only] = read;
  if (only !== undefined && read.length === 1) {
    const pool = places.list[only]?.pool ?? [];
    return {
      kind: 'one place',
      place: only,
      by: sorted(
        pool.map((_, index) => index),
        (index) => answer([index]),
      ),
    };
  }
  return { kind: 'places', places: read, by: sorted(combinations(read, places), answer) };
}

interface Moment {
  readonly user: Draft;
  readonly context: Draft;
  now: number;
}

function putCandidate(moment: Moment, places: Places, place: number, index: number): void {
  const { root, path, pool } = places.list[place] ?? { root: 'now', path: [], pool: [] };
  const value = pool[index]?.make(BASE_MOMENT, openRandom(index));
  if (root !== 'now') putValue(moment[root], path, value);
  else if (typeof value === 'number') moment.now = value;
}

function sorted<T>(options: readonly T[], answer: (option: T) => Answer): Record<Answer, readonly T[]> {
  const by: Record<Answer, T[]> = { yes: [], no: [], unknown: [] };
  for (const option of options) by[answer(option)].push(option);
  return by;
}

/** Several places at once: the same value in two of them, each missing alone, and any values together. */
function combinations(read: readonly number[], places: Places): readonly (readonly number[])[] {
  const pools = read.map((place) => places.list[place]?.pool ?? []);
  const random = openRandom(mixSeeds(...read));
  // Every other one of what tells the most: long pools hardly ever meet at their first values.
  const any = Array.from({ length: read.length === 0 ? 1 : COMBINATIONS }, (_, index) =>
    pools.map(({ length }) => random.below(index % 2 === 0 ? length : Math.min(length, TELLING))),
  );
  const [first = [], second = []] = pools;
  const same =
    read.length < 2 ? [] : sameValues(first, second).map((pair) => [...pair, ...(any[0] ?? []).slice(2)]);
  const missing = (any[1] ?? any[0] ?? []).map((_, which) =>
    (any[2] ?? []).map((index, at) => (at === which ? 0 : index)),
  );
  return [...same, ...missing, ...any];
}

function sameValues(
  first: readonly Candidate[],
  second: readonly Candidate[],
): readonly (readonly [number, number])[] {
  const indexes = new Map(second.map(({ key }, index) => [key, index]));
  const found: [number, number][] = [];
  for (const [index, { key }] of first.entries()) {
    const unpacked = key.startsWith('[') ? key.slice(1, -1) : key;
    for (const other of [key, `[${key}]`, unpacked]) {
      const at = indexes.get(other);
      if (at !== undefined) found.push([index, at]);
    }
  }
  return found.filter(([index]) => index > 0).slice(0, SAME_VALUES);
}
