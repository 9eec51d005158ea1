/**
 * What the compiler hands to the runtime: the rules of one policy as JavaScript text, and the data that they use.
 * `code` is a function expression `(data) => [rule, …]` over a map from the names of the constants to what they were
 * built to; each rule is a `function (user, context, callback)`.
 * It refers to nothing but JavaScript's own globals and the library functions named in `functions`.
 */
export interface CompiledPolicy {
  readonly id: string;
  readonly name: string;
  /** The name of the source, for traces. */
  readonly file: string;
  /** The fast form. */
  readonly code: string;
  /** A version 3 source map from `code` to the policy file. */
  readonly map: SourceMap;
  /** The traced form: the same outcome, and clause by clause what led to it. */
  readonly tracedCode: string;
  /** Names of the library functions that either form calls; what these call in turn is found by the library. */
  readonly functions: readonly string[];
  /** Lists, tables, networks, schedules and patterns; passed to `code` after `buildConstant`. */
  readonly constants: readonly Constant[];
  /** In the order of the functions that `code` returns. */
  readonly rules: readonly RuleFacts[];
}

/** https://tc39.es/ecma426/ */
export interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** What the runtime and the trace need to know of a rule beside its function. */
export interface RuleFacts {
  readonly id: string;
  readonly name: string;
  readonly mode: 'enforce' | 'report-only' | 'disabled';
  /** The sentences of the rule in the order of the traced form, with their place in the file (lines from 1). */
  readonly clauses: readonly ClauseFacts[];
  /** How the clauses make the condition of the rule; absent: all of them, those of `unless` negated. */
  readonly condition?: ClauseTree;
  /** Set where the rule is written in JavaScript: the function of the compiled policy only says whether it runs. */
  readonly script?: JavaScriptRule;
}

/** A rule that somebody wrote in JavaScript, read and ready for a sandbox of its own. */
export interface JavaScriptRule {
  readonly id: string;
  readonly name: string;
  /** The name of the source, for traces and stack traces. */
  readonly file: string;
  /**
   * Of the shape `rule`: exactly one function expression, which can stand in parentheses. Of the shape `action`: the body
   * of a CommonJS module that exports `onExecutePostLogin`, and perhaps `onContinuePostLogin`.
   */
  readonly text: string;
  readonly shape: 'rule' | 'action';
  readonly mode: RuleFacts['mode'];
  /** Names of the modules of the library that it may ask for, by `require` or by a global name. */
  readonly modules: readonly string[];
  /** Milliseconds that it may take; null: what is left of the whole chain. */
  readonly timeout: number | null;
  readonly ifItFails: 'deny' | 'continue';
  readonly may: RulePermissions;
}

/** What of the project a rule in JavaScript may use; null: all of it. */
export interface RulePermissions {
  /** Hosts that it may call. */
  readonly network: readonly string[] | null;
  /** Names of secrets that its `configuration` holds. */
  readonly secrets: readonly string[] | null;
}

/** A tree over indexes into the clauses of a rule. */
export type ClauseTree =
  | { readonly kind: 'clause'; readonly index: number }
  | { readonly kind: 'not'; readonly operand: ClauseTree }
  | { readonly kind: 'all' | 'any'; readonly operands: readonly ClauseTree[] };

export interface ClauseFacts {
  readonly part: 'for' | 'when' | 'unless';
  readonly text: string;
  readonly line: number;
}

/** Data that a policy names once and rules use often. Texts are folded by their type's equality already. */
export type Constant =
  | { readonly kind: 'set'; readonly name: string; readonly items: readonly string[] }
  | { readonly kind: 'network'; readonly name: string; readonly ranges: readonly string[] }
  | { readonly kind: 'schedule'; readonly name: string; readonly schedule: Schedule }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly rows: readonly (readonly [key: string, value: string | readonly string[]])[];
    }
  | { readonly kind: 'pattern'; readonly name: string; readonly source: string; readonly flags: string };

/** Wall-clock meaning in an IANA time zone; `to` at or before `from` wraps past midnight. */
export interface Schedule {
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** Seconds after midnight. */
  readonly from: number;
  readonly to: number;
  readonly timezone: string;
  /** Dates YYYY-MM-DD on which the schedule does not hold. */
  readonly except: readonly string[];
}

/**
 * What a rule may leave behind for the rules after it and for the report: `context.lintel`. The runtime sets it anew
 * for every login, so nothing that came with the login is believed.
 */
export interface RunState {
  /** The clock of this login, milliseconds since 1970 UTC. */
  now: number;
  /** Policy id → id of the first rule that admitted. */
  admitted: Record<string, string>;
  /** Policy id → true once a rule said `stop`, false once one may have said so. */
  stopped: Record<string, boolean>;
  session: { lasts?: number; idle?: number } | null;
  /** Claims for a SAML assertion. */
  saml: Record<string, unknown>;
  log: LogLine[];
  /** Set by a rule that is written in JavaScript: it is to run, or nobody can tell whether it is. */
  script?: 'run' | 'doubt';
  /** Only in the traced form. */
  trace?: RuleProbe;
}

export interface LogLine {
  level: 'info' | 'warning';
  rule: string;
  text: string;
}

/** What the traced form of one rule writes down while it runs. */
export interface RuleProbe {
  /** Per clause: true is yes, false no, null could not tell. */
  clauses: { value: boolean | null; reads: Read[] }[];
  /** The fields read since the last clause was closed. */
  reads: Read[];
  /** The whole condition. */
  verdict: boolean | null;
  exempted: boolean;
}

/** A field as a clause saw it. */
export interface Read {
  name: string;
  /** Absent when missing. */
  value?: unknown;
  /** Set when a value was there but had the wrong shape: what it was, in words of the language. */
  wrongShape?: string;
}
