import { unknownName } from './check-options.ts';
import { isRecord } from './login/read-login.ts';
import { describeShape } from './messages.ts';

/** What may be asked of one login. */
export interface RunOptions {
  /** The clock of this login: a date, milliseconds since 1970 UTC, or ISO 8601 text with its offset. Default: now. */
  readonly now?: Date | string | number;
  /** Whether the report says, rule by rule, what led to the outcome. Slower; the outcome is the same. */
  readonly trace?: boolean;
  /**
   * The id of this attempt of one person to log in, the same only when it is tried again after a crash: what lasts is done
   * once for an id, and of another login with it nothing is stored. Default: a new one each time.
   */
  readonly id?: string;
  /** Stands for look-ups and counters, as in tests: by the name of a source, or `counts.NAME`. null: asked as ever. */
  readonly lookUps?: (name: string) => GivenLookUp | null;
}

/** What may be asked of one that is decided without an account. */
export type DecideOptions = Pick<RunOptions, 'now' | 'id'>;

/** `missing`: there is nothing; `failed`: nobody answered. */
export type GivenLookUp =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed' };

/** What is wrong with the options of `run` or `resume`, as a sentence: no record, or a name that there is not; null: neither. */
export function findRunProblem(method: 'run' | 'resume', given: unknown): string | null {
  return findProblem(method, given, RUN);
}

/** The same of `decide`. */
export function findDecideProblem(given: unknown): string | null {
  return findProblem('decide', given, DECIDE);
}

const RUN: ReadonlySet<string> = new Set<keyof RunOptions>(['now', 'trace', 'id', 'lookUps']);
const DECIDE: ReadonlySet<string> = new Set<keyof DecideOptions>(['now', 'id']);

function findProblem(method: string, given: unknown, known: ReadonlySet<string>): string | null {
  // That of most logins.
  if (given === undefined || given === null) return null;
  if (!isRecord(given)) return `${method}: expected a record of options, found ${describeShape(given)}`;
  for (const name in given) if (!known.has(name)) return `${method}: ${unknownName(name, [...known])}`;
  return null;
}
