import { type Diagnostic, DURATION_UNITS, parseDuration, type Word, type Yaml } from '../grammar/index.ts';
import type { RuleLimits } from '../runtime/index.ts';
import { badLimit } from './project-messages.ts';
import { entriesOf, wordOf } from './yaml-values.ts';

/** Reads `limits`, with a diagnostic for each value that cannot be meant. */
export function parseLimits(
  value: Yaml | undefined,
  report: (diagnostic: Diagnostic) => void,
): Partial<RuleLimits> {
  const limits: { -readonly [Name in keyof RuleLimits]?: RuleLimits[Name] } = {};
  for (const [{ text: key }, written] of entriesOf(value)) {
    const name = NAMES.find((one) => one === key);
    const word = wordOf(written);
    if (name === undefined || word === null) continue;
    const { read, least, most, expected } = KINDS[name];
    const amount = read(word);
    if (amount !== null && amount >= least && amount <= most) limits[name] = amount;
    else report(badLimit({ limit: name, text: word.text, expected, span: word.span }));
  }
  return limits;
}

const NAMES = ['chain', 'grace', 'memory', 'calls'] as const;

interface Kind {
  readonly read: (word: Word) => number | null;
  readonly least: number;
  readonly most: number;
  readonly expected: string;
}

/** Nobody waits longer than minutes for a login, and an isolate needs some memory to begin with. */
const KINDS: Readonly<Record<(typeof NAMES)[number], Kind>> = {
  chain: {
    read: milliseconds,
    least: 1,
    most: 5 * 60 * 1000,
    expected: 'a duration of at most 5 minutes, such as `20 s`',
  },
  grace: {
    read: milliseconds,
    least: 0,
    most: 60 * 1000,
    expected: 'a duration of at most 1 minute, such as `2 s`',
  },
  memory: { read: mebibytes, least: 16, most: 1024, expected: 'a size from `16 MiB` to `1 GiB`' },
  calls: { read: count, least: 0, most: 1000, expected: 'a whole number from 0 to 1000' },
};

function milliseconds({ text }: Word): number | null {
  const duration = parseDuration(text);
  return duration === null ? null : duration.amount * DURATION_UNITS[duration.unit];
}

function mebibytes({ text }: Word): number | null {
  const [, amount, unit] = /^(\d{1,6})\s*([MG])i?B$/i.exec(text.trim()) ?? [];
  return amount === undefined ? null : Number(amount) * (unit?.toUpperCase() === 'G' ? 1024 : 1);
}

function count({ text }: Word): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
