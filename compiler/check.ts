import type { Expression, Policy, Source } from '../grammar/index.ts';
import type { Type, Value } from '../stdlib/index.ts';

/** What a policy is compiled in: everything that is not in its own text. */
export interface World {
  /** The files that lists, tables and holidays name, read and split into rows; keyed by the name as written. */
  readonly files: ReadonlyMap<string, DataFile>;
  /** Settings of the environment; they win over the policy's own. */
  readonly settings: ReadonlyMap<string, string>;
  /** `assume` of the project. */
  readonly assume: readonly ProjectAssumption[];
  /** Extra fields of `user`, `user.user_metadata` and `user.app_metadata`, from the project's JSON Schemas. */
  readonly attributes: ReadonlyMap<'user' | 'user_metadata' | 'app_metadata', Type>;
  /** The date that `expires` is held against, YYYY-MM-DD; null: `expires` is not looked at. */
  readonly today: string | null;
}

/** A world with nothing in it. */
export const EMPTY_WORLD: World = {
  files: new Map(),
  settings: new Map(),
  assume: [],
  attributes: new Map(),
  today: null,
};

export interface ProjectAssumption {
  /** As authors write it: `user.groups`. */
  readonly field: string;
  readonly value: Value;
}

/** A data file: its rows, or why it cannot be read (a sentence part such as `there is no such file`). */
export type DataFile =
  | {
      readonly kind: 'rows';
      readonly source: Source;
      readonly header: readonly string[] | null;
      readonly rows: readonly DataRow[];
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface DataRow {
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
}

/**
 * A policy whose names and types hold. `types` gives for every expression the type *at which it is used*: a literal or
 * an open-metadata field has the type of what it met (`"DE"` beside a country is a country), so that lowering needs no
 * second inference. Named things are found by `names`.
 */
export interface CheckedPolicy {
  readonly policy: Policy;
  readonly types: ReadonlyMap<Expression, Type>;
  /** Everything the policy defines, by name; conditions in an order in which each refers only to earlier ones. */
  readonly names: ReadonlyMap<string, Definition>;
  /** `assume` of project and policy together: field as authors write it → value. */
  readonly assumptions: ReadonlyMap<string, Value>;
  /** Effective settings. */
  readonly settings: ReadonlyMap<string, string>;
  readonly timezone: string;
}

/** What a name of the policy stands for, checked and with its data ready (items unfolded, as written). */
export type Definition =
  | { readonly kind: 'list'; readonly type: Type; readonly items: readonly string[] }
  | { readonly kind: 'network'; readonly ranges: readonly string[] }
  | { readonly kind: 'schedule'; readonly schedule: import('../stdlib/index.ts').Schedule }
  | {
      readonly kind: 'table';
      readonly from: Type;
      /** The type of one value, or `list of` it. */
      readonly to: Type;
      readonly rows: readonly (readonly [key: string, value: string | readonly string[]])[];
    }
  | { readonly kind: 'condition' };
