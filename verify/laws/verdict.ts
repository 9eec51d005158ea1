import type { Report } from '../../runtime/index.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import type { Law } from './law.ts';

/** What is known of a law after all logins were tried. `logins`: how many it was about. */
export type Verdict =
  /** No exception was found: evidence, not proof. */
  | { readonly kind: 'held'; readonly law: Law; readonly logins: number }
  /** It was about so few logins that nothing can be said: never green. */
  | { readonly kind: 'hardly exercised'; readonly law: Law; readonly logins: number }
  | {
      readonly kind: 'broken';
      readonly law: Law;
      readonly logins: number;
      readonly counterexample: Counterexample;
    }
  | { readonly kind: 'skipped'; readonly law: Law; readonly reason: string };

/** The smallest login that was found to break a law. */
export interface Counterexample {
  readonly login: TimedLogin;
  readonly report: Report;
  readonly why: string;
  readonly other: { readonly login: TimedLogin; readonly report: Report } | null;
  readonly isFault: boolean;
  /** One plain sentence: who signs in, where, when, and what becomes of it. */
  readonly sentence: string;
  /** YAML, an item of `tests:` without indentation, which fails as long as the law is broken. */
  readonly entry: string;
  /** From which login it was made smaller: its number, from 0; null: it was in the committed file. */
  readonly index: number | null;
}

/** What came of the laws of a project. */
export interface LawsReport {
  readonly seed: number;
  /** Logins that were tried. */
  readonly logins: number;
  /** Whether the time was up before all logins were tried. */
  readonly isCutShort: boolean;
  /** How many logins ended in `failure`, and what hosts were asked without an answer. */
  readonly failures: number;
  readonly unanswered: readonly string[];
  readonly verdicts: readonly Verdict[];
}
