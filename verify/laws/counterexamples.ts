import { isDeepStrictEqual } from 'node:util';
import {
  type CounterexampleEntry,
  type Data,
  type Diagnostic,
  type KnownCounterexample,
  parseCounterexamples,
  printCounterexamples,
  type Source,
} from '../../grammar/index.ts';
import { expandLogin } from '../../runtime/index.ts';
import { BASE_MOMENT } from '../generate/base-moment.ts';
import { abbreviateLogin } from '../login/abbreviate-login.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { abbreviateAnswers, type GivenAnswers, readGiven } from '../look-ups/given-answers.ts';
import { readTestLogin } from '../tests/read-test-login.ts';
import type { LawsReport } from './verdict.ts';

/** A login that broke a law once. */
export interface KnownLogin {
  /** The name of the law. */
  readonly law: string;
  /** What became of it, in a sentence; null: nothing is said. */
  readonly found: string | null;
  readonly login: TimedLogin;
}

/** The logins of `counterexamples.yaml`, and what is wrong with it. What is no login is left out, and told. */
export function readCounterexamples(source: Source): {
  readonly logins: readonly KnownLogin[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { value, diagnostics } = parseCounterexamples(source);
  const read = value.map((entry) => ({ entry, ...readLogin(entry) }));
  return {
    logins: read.flatMap(({ entry: { law, found }, login }) =>
      login === null ? [] : [{ law: law.text, found: found?.text ?? null, login }],
    ),
    diagnostics: [...diagnostics, ...read.flatMap(({ problems }) => problems)],
  };
}

/**
 * The text of `counterexamples.yaml` with the counter-examples of a report that it does not have yet; what it has stays
 * as it is. Null: there is nothing to add, or the file has mistakes and what stands there would be lost. `source` null:
 * there is no such file.
 */
export function recordCounterexamples(source: Source | null, report: LawsReport): string | null {
  const { logins: known, diagnostics } = source === null ? NOTHING : readCounterexamples(source);
  const fresh = report.verdicts.flatMap((verdict): readonly KnownLogin[] => {
    if (verdict.kind !== 'broken') return [];
    const { login, sentence } = verdict.counterexample;
    const entry = { law: verdict.law.name, found: sentence, login };
    return known.some((one) => one.law === entry.law && isDeepStrictEqual(one.login, login)) ? [] : [entry];
  });
  if (fresh.length === 0) return null;
  if (source === null) return printCounterexamples(fresh.map(entryOf));
  const text = appended(source, fresh);
  if (text !== null || diagnostics.length > 0) return text;
  return printCounterexamples([...known, ...fresh].map(entryOf));
}

const NOTHING: ReturnType<typeof readCounterexamples> = { logins: [], diagnostics: [] };

/** The file with entries at its end; null where its end is no place for entries, such as after a list in brackets. */
function appended(source: Source, fresh: readonly KnownLogin[]): string | null {
  const items = printCounterexamples(fresh.map(entryOf)).split('\ncounterexamples:\n')[1] ?? '';
  const before = parseCounterexamples(source);
  const text = `${source.text.trimEnd()}\n${items}`;
  const after = parseCounterexamples({ ...source, text });
  const isWhole =
    after.value.length === before.value.length + fresh.length &&
    after.diagnostics.length === before.diagnostics.length;
  return before.value.length > 0 && isWhole ? text : null;
}

function entryOf({ law, found, login }: KnownLogin): CounterexampleEntry {
  const { at, ...short } = abbreviateLogin(login);
  const answers = abbreviateAnswers(login.answers);
  return { law, found, at: String(at), login: answers === undefined ? short : { ...short, answers } };
}

/**
 * Null: it is no login. One without a clock is of the moment about which nothing matters. What look-ups answer stands among
 * the keys of the login, under `answers`.
 */
function readLogin({ login: written, at, span }: KnownCounterexample): {
  readonly login: TimedLogin | null;
  readonly problems: readonly Diagnostic[];
} {
  const { login, answers } = takeAnswers(written);
  const expanded = expandLogin(readTestLogin({ login, at }));
  if (expanded.kind === 'login') {
    const timed = { ...expanded.login, now: expanded.now ?? BASE_MOMENT };
    return { login: answers === null ? timed : { ...timed, answers }, problems: [] };
  }
  const problems = expanded.problems.map(({ message, help }): Diagnostic => {
    const told = { code: 'wrong-shape', severity: 'error', message, span } as const;
    return help === null ? told : { ...told, help };
  });
  return { login: null, problems };
}

function takeAnswers(login: Data): { readonly login: Data; readonly answers: GivenAnswers | null } {
  if (login.kind !== 'record') return { login, answers: null };
  const found = login.fields.find(({ name }) => name.text === 'answers')?.value;
  if (found?.kind !== 'record') return { login, answers: null };
  const fields = login.fields.filter(({ value }) => value !== found);
  const answers = found.fields.map(({ name, value }) => [name.text, readGiven(value)] as const);
  return { login: { ...login, fields }, answers: Object.fromEntries(answers) };
}
