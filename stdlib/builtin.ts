import type { Type } from './type.ts';

/** A value of the language as JavaScript holds it; `undefined` is *missing*. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value }
  | undefined;

/**
 * A function that sentences may call. Its implementation is moved into sandboxes and compiled files as text, so it is a
 * named `function` declaration that refers to nothing but its parameters, JavaScript's own globals and other functions
 * of the library (see `library.ts`). It is total: it never throws, and a missing argument gives missing.
 */
export interface Builtin {
  readonly name: string;
  /** One sentence for people. */
  readonly summary: string;
  readonly subject: Subject;
  readonly parameters: readonly Parameter[];
  readonly returns: Type;
  /** True for the few that give a value although an argument is missing. */
  readonly acceptsMissing?: boolean;
  /**
   * True where members of lists are compared. `run` then takes, behind its arguments, the name of the fold that brings
   * them together (see `memberKey`); without one they are compared as they are.
   */
  readonly comparesMembers?: boolean;
  /** A call in the language and its result; they are the function's tests. `undefined` is missing. */
  readonly examples: readonly (readonly [call: string, result: Value])[];
  readonly run: (...values: never[]) => Value;
}

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** True for trailing parameters that may be left out. */
  readonly optional?: boolean;
  /**
   * The name of the login that stands for the argument when it is left out: `inGroup("HR")` asks `user.groups`. Only
   * trailing parameters have one.
   */
  readonly from?: string;
  /** True for a last parameter that may be repeated. */
  readonly repeated?: boolean;
  /** Which texts ever give a value, for a parameter that takes few. */
  readonly written?: Written;
}

/** What the texts are that a parameter takes, in words: `a time zone`, and what to write instead of another. */
export interface Written {
  readonly expected: string;
  readonly help: string;
  readonly accepts: (text: string) => boolean;
}

export type Subject =
  | 'text'
  | 'e-mail'
  | 'lists'
  | 'records'
  | 'numbers'
  | 'conversion'
  | 'dates'
  | 'network'
  | 'countries and versions'
  | 'identity';
