import type { ConditionTree } from './policy.ts';
import type { Span } from './source.ts';
import type { OneOf, Word } from './word.ts';

/** A login, and what is to become of it; with a table, one login a row. */
export interface PolicyTest {
  readonly name: Word;
  /**
   * An abbreviated login, which may say `like: FIXTURE` and `without: [FIELD]`; or a text, the name of a fixture. Of a
   * table: what all rows have in common; null: nothing.
   */
  readonly login: Data | null;
  /** Of a table: what is expected of all rows. */
  readonly expect: Expectation;
  /** The rows of `table`; null: there is no table. */
  readonly rows: readonly TestRow[] | null;
  /** The moment of the login, over what the login says itself; null: nothing is said here. */
  readonly at: Word | null;
  /** What hosts answer: see `Policy.answers`; these win. */
  readonly answers: readonly DataField[];
  /** Why the test is not to be run; null: it is. */
  readonly skip: Word | null;
  readonly span: Span;
}

/** One login of a table. */
export interface TestRow {
  /** What the row says of the login: the column, a key of the login with its steps (`user.email`), and the cell. */
  readonly cells: readonly DataField[];
  /** What is expected: that of the whole test, and over it what the row says in columns such as `expect.outcome`. */
  readonly expect: Expectation;
  readonly span: Span;
}

/** A login with a name, from a file under `fixtures/`. */
export interface Fixture {
  readonly name: Word;
  /** As `PolicyTest.login`. */
  readonly login: Data;
}

/** A statement about every login, under `properties`. */
export interface PropertyDefinition {
  readonly name: Word;
  /** The logins that it is about: those for which this is yes; null: all. */
  readonly given: ConditionTree | null;
  /** `always` is broken when the condition is not yes, `never` when it is yes. */
  readonly claim: 'always' | 'never';
  readonly condition: ConditionTree;
  /** Why it is not to be checked; null: it is. */
  readonly skip: Word | null;
  readonly span: Span;
}

/** One line of `skip_laws`: a law that holds for every project unless its authors say why not. */
export interface SkippedLaw {
  readonly law: Word;
  readonly reason: Word;
}

/** What a test asks of a report; null: nothing is said. */
export interface Expectation {
  readonly outcome: OneOf<'allow' | 'deny' | 'challenge' | 'redirect' | 'failure'> | null;
  readonly by: Word | null;
  readonly mfa: OneOf<'required' | 'not required'> | null;
  readonly claims: readonly DataField[];
  readonly notClaims: readonly Word[];
  /** All of them, in any order. */
  readonly scopes: readonly Word[] | null;
  readonly message: Word | null;
  readonly code: Word | null;
  /** Rules that have to apply, and rules that must not. */
  readonly applied: readonly Word[];
  readonly notApplied: readonly Word[];
  /** The counters that it counts with, and no others; null: nothing is said. */
  readonly counts: readonly Word[] | null;
  /** The hosts that are notified, in their order, and no others; null: nothing is said. */
  readonly notifies: readonly Word[] | null;
  /** The hosts that are called, in their order, and no others; null: nothing is said. */
  readonly calls: readonly Word[] | null;
  /** Where the login is sent to: the address without what the runtime adds to it. */
  readonly redirect: Word | null;
  /** `user_metadata` and `app_metadata`, each with fields as they are stored after the login. */
  readonly metadata: readonly DataField[];
  /** Of the whole value of `expect`. */
  readonly span: Span;
}

/**
 * Data as its author wrote it: every value is a text until something is known about where it stands. `isQuoted` tells
 * `"3"`, which can only be a text, from `3`.
 */
export type Data =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Data[]; readonly span: Span }
  | { readonly kind: 'record'; readonly fields: readonly DataField[]; readonly span: Span };

export interface DataField {
  readonly name: Word;
  readonly value: Data;
}
