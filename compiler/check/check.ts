import type { Expression, Fixture, Policy, RuleTemplate, Source } from '../../grammar/index.ts';
import type { JavaScriptRule, Type, Value } from '../../stdlib/index.ts';

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
  /** The JavaScript files that rules name with `script`; keyed by the name as written. */
  readonly scripts: ReadonlyMap<string, RuleText>;
  /** The modules of the project, which rules in JavaScript can require. */
  readonly modules: ProjectModules;
  /** Names of the secrets of the project; null: nobody knows them, and names of secrets are not looked at. */
  readonly secrets: readonly string[] | null;
  /** Hosts that the project may call, as `network.allow` has them; null: those that policies name. */
  readonly hosts: readonly string[] | null;
  /** Where the project is to run beside Lintel: what cannot run there is an error. */
  readonly targets: readonly ProjectTarget[];
  /** The templates that rules can use, by their names; null: it cannot be used, which is told elsewhere, or no rule asks. */
  readonly templates: ReadonlyMap<string, RuleTemplate | null>;
  /** The date that `expires` is held against, YYYY-MM-DD; null: `expires` is not looked at. */
  readonly today: string | null;
  /** The logins with names that tests can be like, by name. */
  readonly fixtures: ReadonlyMap<string, NamedLogin>;
  /**
   * What can decide a login: the ids of all rules of the pipeline, as often as they stand there, and `default` where a
   * policy has `default: deny`; null: only those of the file are known.
   */
  readonly rules: readonly string[] | null;
}

/** A world with nothing in it. */
export const EMPTY_WORLD: World = {
  files: new Map(),
  settings: new Map(),
  assume: [],
  attributes: new Map(),
  scripts: new Map(),
  modules: { names: [], needs: [] },
  secrets: null,
  hosts: null,
  targets: [],
  templates: new Map(),
  today: null,
  fixtures: new Map(),
  rules: null,
};

/** `auth0`: as post-login Actions. */
export const PROJECT_TARGETS = ['auth0'] as const;
export type ProjectTarget = (typeof PROJECT_TARGETS)[number];

/** A fixture, and the file that it stands in. */
export interface NamedLogin {
  readonly fixture: Fixture;
  readonly source: Source;
}

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

/** A file with a rule in JavaScript, or why it cannot be read (a sentence part). */
export type RuleText =
  | { readonly kind: 'text'; readonly source: Source }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface ProjectModules {
  /** What may stand in `require('…')` beside the library. */
  readonly names: readonly string[];
  /** Names of library modules that these modules ask for. */
  readonly needs: readonly string[];
}

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
  /** Rules that are written in JavaScript, by their `id`. */
  readonly scripts: ReadonlyMap<string, JavaScriptRule>;
}

/** What a name of the policy stands for, checked and with its data ready (items unfolded, as written). */
export type Definition =
  | { readonly kind: 'list'; readonly type: Type; readonly items: readonly string[] }
  | { readonly kind: 'network'; readonly ranges: readonly string[] }
  | { readonly kind: 'schedule'; readonly schedule: import('../../stdlib/index.ts').Schedule }
  | {
      readonly kind: 'table';
      readonly from: Type;
      /** The type of one value, or `list of` it. */
      readonly to: Type;
      readonly rows: readonly (readonly [key: string, value: string | readonly string[]])[];
    }
  | { readonly kind: 'source' }
  | { readonly kind: 'condition' };
