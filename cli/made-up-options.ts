import { InvalidArgumentError, Option } from 'commander';
import { DURATION_UNITS, parseDuration } from '../grammar/index.ts';

/* How many logins are made up, which, and for how long. */

export function runsOption(): Option {
  return new Option('--runs <number>', 'logins that are made up for the laws of a project').argParser(
    readRuns,
  );
}

export function timeOption(): Option {
  return new Option('--time <duration>', 'how long that may take: 30 s, 5 minutes').argParser(readTime);
}

export function seedOption(): Option {
  return new Option('--seed <number>', 'make up the same logins as that run').argParser(readSeed);
}

function readRuns(text: string): number {
  const runs = Number(text);
  if (/^[1-9]\d{0,7}$/.test(text) && runs <= MOST_RUNS) return runs;
  throw new InvalidArgumentError(
    `Expected a number from 1 to ${MOST_RUNS.toLocaleString('en')}, without commas.`,
  );
}

const MOST_RUNS = 10_000_000;

function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\d{1,10}$/.test(text) && seed <= 0x7fff_ffff) return seed;
  throw new InvalidArgumentError('Expected the number that a run has printed as its seed.');
}

/** As in policies, and `5m`: a month is no duration, so nobody can mean one. */
function readTime(text: string): number {
  const duration = parseDuration(text.replace(/(?<=\d ?)m$/, 'min'));
  const time = duration === null ? 0 : duration.amount * DURATION_UNITS[duration.unit];
  if (time > 0 && time <= LONGEST) return time;
  throw new InvalidArgumentError('Expected a duration of at most a day, such as 30 s or 5 minutes.');
}

const LONGEST = DURATION_UNITS.day;
