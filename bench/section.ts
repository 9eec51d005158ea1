import type { Chart } from './draw-chart.ts';
import type { Measurement } from './measure.ts';

/** A part of the benchmark that can be run by itself. */
export interface Section {
  /** As `--only` has it. */
  readonly name: string;
  /** What it measures, as a heading. */
  readonly title: string;
  /** `time`: milliseconds for each line; sections whose work takes long scale their repetitions by it. */
  run(time: number): Promise<Findings>;
}

/** What a section found out. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly bars: readonly Bar[];
  readonly charts: readonly Chart[];
}

/** Lines that were measured in turn; the ratio of each is to the first. */
export interface Table {
  readonly title: string;
  readonly unit: Unit;
  readonly lines: readonly Measurement[];
}

export type Unit = 'µs' | 'ms' | 'MiB';

/** Something that is to be reached, and how far it was. */
export interface Bar {
  readonly what: string;
  readonly found: number;
  readonly limit: number;
  readonly kind: 'at most' | 'at least';
  /** `×` for a ratio. */
  readonly unit: '×' | 'ms' | 's' | 'MiB';
}

/** Whether it was reached. */
export function isReached({ found, limit, kind }: Bar): boolean {
  return kind === 'at most' ? found <= limit : found >= limit;
}

/** The line of that name. Throws where there is none. */
export function lineOf({ title, lines }: Table, name: string): Measurement {
  const line = lines.find((one) => one.name === name);
  if (line === undefined) throw new Error(`the table \`${title}\` has no line \`${name}\``);
  return line;
}
