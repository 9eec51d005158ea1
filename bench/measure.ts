import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { medianOf, type Spread, spreadOf } from './statistics.ts';

/** Something to time. One turn does the same work `count` times; a promise is waited for. */
export interface Contestant {
  readonly name: string;
  readonly turn: () => unknown;
  readonly count: number;
  /** What it does besides the work that all of them do, or leaves out; for people. */
  readonly note?: string;
}

/** Microseconds for one piece of work, over all rounds, and how many times those of the first contestant. */
export interface Measurement extends Spread {
  readonly name: string;
  readonly note: string;
  /** The median over the rounds, each held against the first contestant of the same round. */
  readonly ratio: number;
}

/**
 * Times contestants in turn, A B C A B C, `time` milliseconds each in all, so that whatever slows the machine down for a
 * while slows down all of them. What went before the first round warms up and does not count. `rounds`: fewer where a
 * turn takes long; every contestant has one turn at least in each.
 */
export async function measure(
  contestants: readonly Contestant[],
  time: number,
  rounds = ROUNDS,
): Promise<readonly Measurement[]> {
  for (const contestant of contestants) await runFor(contestant, time / 4);
  const found: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const figures: number[] = [];
    for (const contestant of contestants) {
      collect();
      // Shapes of objects that nobody held went with them, and are made anew at the first logins.
      await runFor(contestant, time / rounds / 8);
      figures.push(await runFor(contestant, time / rounds));
    }
    found.push(figures);
  }
  return contestants.map(({ name, note = '' }, index) => {
    const own = found.map((figures) => figures[index] ?? Number.NaN);
    const ratio = medianOf(own.map((figure, round) => figure / (found[round]?.[0] ?? Number.NaN)));
    return { name, note, ratio, ...spreadOf(own) };
  });
}

/** Figures that were found otherwise, such as by other processes, as lines; the first is what the others are held against. */
export function fromFigures(
  found: readonly (readonly [name: string, figures: readonly number[]])[],
): readonly Measurement[] {
  const first = medianOf(found[0]?.[1] ?? []);
  return found.map(([name, figures]) => {
    const spread = spreadOf(figures);
    return { name, note: '', ratio: spread.median / first, ...spread };
  });
}

/** Odd, so that the median is a round that was. */
const ROUNDS = 15;

/** At least one turn; gives microseconds for one piece of work. */
async function runFor({ turn, count }: Contestant, time: number): Promise<number> {
  let turns = 0;
  let spent = 0;
  const start = performance.now();
  do {
    const pending = turn();
    if (pending instanceof Promise) await pending;
    turns += 1;
    spent = performance.now() - start;
  } while (spent < time);
  return (spent * 1000) / (turns * count);
}

/** What one contestant threw away is not swept up in the time of the next. */
const collect = collector();

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('V8 has just been asked to show its collector');
  return () => void gc({ type: 'minor' });
}
