import type { Span } from './source.ts';
import type { OneOf, Word } from './word.ts';

/** A login, and what is to become of it. */
export interface PolicyTest {
  readonly name: Word;
  /** An abbreviated login. */
  readonly login: Data;
  readonly expect: Expectation;
  /** The moment of the login, over what the login says itself; null: nothing is said here. */
  readonly at: Word | null;
  /** Why the test is not to be run; null: it is. */
  readonly skip: Word | null;
  readonly span: Span;
}

/** What a test asks of a report; null: nothing is said. */
export interface Expectation {
  readonly outcome: OneOf<'allow' | 'deny' | 'challenge'> | null;
  readonly by: Word | null;
  readonly mfa: OneOf<'required' | 'not required'> | null;
  readonly claims: readonly DataField[];
  readonly notClaims: readonly Word[];
  /** All of them, in any order. */
  readonly scopes: readonly Word[] | null;
  readonly message: Word | null;
  readonly code: Word | null;
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
