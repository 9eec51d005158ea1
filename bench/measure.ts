import { Bench } from 'tinybench';

/** Something to time. One turn may do the same work several times; `count` says how often. */
export interface Contestant {
  readonly name: string;
  readonly turn: () => unknown;
  readonly count: number;
}

/** The median time of one piece of work, in microseconds, and how many times that of the first contestant. */
export interface Measurement {
  readonly name: string;
  readonly microseconds: number;
  readonly ratio: number;
}

/** Times contestants one after another in one process. `time` is in milliseconds for each. */
export async function measure(
  contestants: readonly Contestant[],
  time: number,
): Promise<readonly Measurement[]> {
  const bench = new Bench({ time, warmupTime: time / 4, throws: true });
  for (const { name, turn } of contestants) bench.add(name, turn);
  await bench.run();
  const medians = contestants.map(({ name, count }) => {
    const result = bench.getTask(name)?.result;
    if (result?.state !== 'completed')
      throw new Error(`every task has been run, yet \`${name}\` has no result`);
    return (result.latency.p50 * 1000) / count;
  });
  const [limit = Number.NaN] = medians;
  return contestants.map(({ name }, index) => {
    const microseconds = medians[index] ?? Number.NaN;
    return { name, microseconds, ratio: microseconds / limit };
  });
}
