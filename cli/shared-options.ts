import { InvalidArgumentError, Option } from 'commander';

/** `--environment NAME`. */
export function environmentOption(): Option {
  return new Option('--environment <name>', 'use the settings of this environment of lintel.yaml');
}

/** `--now MOMENT`, which is read into a `Date`. */
export function nowOption(): Option {
  const text = 'run as if it were this moment: 2026-11-22T12:00:00+01:00';
  return new Option('--now <moment>', text).argParser(readMoment);
}

/** `--store FILE`. */
export function storeOption(): Option {
  return new Option('--store <file>', 'keep what outlasts a login in this SQLite file, not in memory');
}

/** Gathers the values of an option that can be repeated. */
export function addTo(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}

/** What `--help` of a command ends with. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n');
}

function readMoment(text: string): Date {
  const hasOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text);
  const moment = new Date(text);
  if (hasOffset && !Number.isNaN(moment.getTime())) return moment;
  throw new InvalidArgumentError('Expected a moment with its offset, such as 2026-11-22T12:00:00+01:00.');
}
