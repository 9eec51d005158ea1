import type { Source, Span } from '../../grammar/index.ts';
import type { Report } from '../../runtime/index.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import type { TrialOptions } from '../trial/trial.ts';

/** A statement about every login: one that an author wrote, or one that is built in. */
export interface Law {
  /** For people: the name of the property, or of a built-in law such as `missing-facts-never-help`. */
  readonly name: string;
  /** Where an author wrote it; null: it is built in. */
  readonly place: { readonly source: Source; readonly span: Span } | null;
  /** In a sentence, what it says. */
  readonly summary: string;
  /** Why it is not to be checked; null: it is. */
  readonly skip: string | null;
  /**
   * What it says of a login that has been run. `turn` chooses among many variants of the login that could be compared
   * with it; null: look at all of them, as when a counter-example is made smaller.
   */
  judge(run: LawRun, turn: number | null): Promise<Judgement>;
  /**
   * What a test would expect of a login that breaks the law, if the law held: plain data as under `expect`. Null, or
   * without this: the law cannot say.
   */
  demand?(run: Pick<LawRun, 'login' | 'report'>): Readonly<Record<string, unknown>> | null;
}

/** A login that has been run, and how to run others. */
export interface LawRun {
  readonly login: TimedLogin;
  readonly report: Report;
  /** `trace`: default no. */
  run(login: TimedLogin, options?: Pick<TrialOptions, 'trace'>): Promise<Report>;
}

export type Judgement =
  /** The law is not about this login. */
  | { readonly kind: 'beside' }
  | { readonly kind: 'held' }
  | {
      readonly kind: 'broken';
      /** A sentence for people, without full stop: `without user.groups it is allowed`. */
      readonly why: string;
      /** The other login, where two were compared. */
      readonly other: { readonly login: TimedLogin; readonly report: Report } | null;
      /** True where only Lintel itself can be to blame: its forms disagree. */
      readonly isFault: boolean;
    };
