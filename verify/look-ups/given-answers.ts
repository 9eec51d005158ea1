import type { Data, DataField } from '../../grammar/index.ts';
import type { GivenLookUp } from '../../runtime/index.ts';
import type { Fields } from '../login/fields.ts';
import { ANY, readData } from '../tests/read-data.ts';

/** What look-ups answer and counters stand at, by the name of a source or `counts.NAME`. */
export type GivenAnswers = Readonly<Record<string, GivenLookUp>>;

/**
 * What an author writes under `answers` for a look-up or a counter; the first that is meant counts. null: nothing. A source
 * that a template brings along has its name in the template, too: `crm` stands for `crm of vip`.
 */
export function findGiven(answers: readonly DataField[], name: string): GivenLookUp | null {
  const [short] = name.split(' of ');
  const found =
    answers.find((answer) => answer.name.text === name) ??
    answers.find((answer) => answer.name.text === short);
  return found === undefined ? null : readGiven(found.value);
}

/** `missing`, `fails`, or the answer itself. Quotes make no difference: entries that are written for authors may have them. */
export function readGiven(data: Data): GivenLookUp {
  const word = data.kind === 'text' ? WORDS.get(data.text) : undefined;
  return word ?? { kind: 'value', value: readData(data, ANY) };
}

/** Whether anything is said for an address, so that a look-up without a name there may be answered. */
export function hasAddresses(answers: readonly DataField[]): boolean {
  return answers.some(({ name }) => /^(?:[a-z]+\s+)?(?:https?:|\*)/i.test(name.text.trim()));
}

/** Answers as an author writes them; undefined: there are none. */
export function abbreviateAnswers(answers: GivenAnswers = {}): Fields | undefined {
  const entries = Object.entries(answers);
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.map(([name, given]) => [name, wordOf(given)]));
}

/** A text that an author could not tell from `missing` or `fails` is taken for that word. */
export function givenOf(value: unknown): GivenLookUp {
  if (value === undefined || value === null) return MISSING;
  return (typeof value === 'string' ? WORDS.get(value) : undefined) ?? { kind: 'value', value };
}

const MISSING: GivenLookUp = { kind: 'missing' };
const FAILED: GivenLookUp = { kind: 'failed' };

const WORDS: ReadonlyMap<string, GivenLookUp> = new Map<string, GivenLookUp>([
  ['missing', MISSING],
  ['fails', FAILED],
]);

function wordOf(given: GivenLookUp): unknown {
  switch (given.kind) {
    case 'value':
      return given.value;
    case 'missing':
      return 'missing';
    case 'failed':
      return 'fails';
  }
}
