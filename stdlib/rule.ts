import type { Decider } from './decider.ts';

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
  /** The traced form: the same outcome, and clause by clause what led to it. null: that of the decider says all of it. */
  readonly tracedCode: string | null;
  /** Names of the library functions that either form calls; what these call in turn is found by the library. */
  readonly functions: readonly string[];
  /** Lists, tables, networks, schedules and patterns; passed to `code` after `buildConstant`. */
  readonly constants: readonly Constant[];
  /** The look-ups that its rules may ask for, in the order of the file. */
  readonly sources: readonly SourceFacts[];
  /** The counters that its rules count with or read. */
  readonly counters: readonly CounterFacts[];
  /** In the order of the functions that `code` returns. */
  readonly rules: readonly RuleFacts[];
  /** The same rules as one function; null where a rule does what no decider can say. */
  readonly decider: Decider | null;
}

/** How a look-up is made; what it asks for is worked out by the rules. Milliseconds. */
export interface SourceFacts {
  readonly name: string;
  /** How long a login waits for the answer, all attempts together. */
  readonly timeout: number;
  /** How long an answer is good for others who ask the same; null: for nobody else. */
  readonly cache: number | null;
  /** How often it is tried again. */
  readonly retry: number;
  /** `continue`: everything of it is missing; `deny`: a rule that needs it fails. */
  readonly ifItFails: 'deny' | 'continue';
}

export interface CounterFacts {
  readonly name: string;
  /** For how many milliseconds something counts; null: for ever. */
  readonly window: number | null;
  /** True where different values are counted, and not how often. */
  readonly isDistinct: boolean;
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
  /** True for a rule that reads a look-up or a counter, and may have to wait for it. */
  readonly asks?: boolean;
  /** True for a rule after which others may not be reached or may see another login: it refuses, stops, sets the profile. */
  readonly steers?: boolean;
  /** True for a rule that does something that lasts: metadata, counters, calls, notifications. */
  readonly lasts?: boolean;
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
  /** It surely does nothing but compute with its login: the next login can have the same surroundings. Absent: not sure. */
  readonly isContained?: true;
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
  /** `policy/name` of a source or `policy/counts.name` of a counter → what is known of it. */
  lookUps: Record<string, LookUpState>;
  /** Why the rule that runs cannot go on: a look-up that it needs has failed. */
  lost?: string;
  /** What is to be done once the login has been decided, in order. */
  lasting: LastingEffect[];
  /** What the site is told where a policy sends a login on; its address stands in `context.redirect`. */
  visit?: Visit;
  /** Set by a rule that is written in JavaScript: it is to run, or nobody can tell whether it is. */
  script?: 'run' | 'doubt';
  /** Only in the traced form. */
  trace?: RuleProbe;
}

/** A look-up on its way: asked for by a rule and not answered yet, answered, or failed where that is fatal. */
export type LookUpState =
  /** `ask` is null when a part of the question is missing. */
  | { readonly state: 'wanted'; readonly ask: Ask | null }
  /** Without `value` when there is nothing; `failure` says why, because it failed or in which words it was answered so. */
  | { readonly state: 'answered'; readonly value?: unknown; readonly failure?: string }
  | { readonly state: 'failed'; readonly reason: string };

/** What a rule wants to know of the world outside. */
export type Ask =
  | { readonly kind: 'http'; readonly request: RequestDraft }
  | { readonly kind: 'count'; readonly count: CountKey };

/** Whose counter it is: `per` tells one person or application from another, `value` is what is told apart by a counter of different values. */
export interface CountKey {
  readonly per: string;
  readonly value: string | null;
}

/** A request whose secrets are still names. Texts are in pieces: as they stand, or a secret by its name. */
export interface RequestDraft {
  readonly method: string;
  /** A secret in it is still to be percent-encoded, everything else is. */
  readonly url: readonly Piece[];
  readonly headers: readonly (readonly [name: string, value: readonly Piece[]])[];
  readonly body: { readonly type: 'json' | 'text'; readonly pieces: readonly Piece[] } | null;
}

/** Of a JSON body, a secret is still to be escaped as inside a JSON text. */
export type Piece = string | { readonly secret: string };

/** Something that outlasts a login. `alsoOnDeny`: it is done even if the login is refused. */
export type LastingEffect = {
  readonly policy: string;
  readonly rule: string;
  readonly alsoOnDeny: boolean;
} & (
  | {
      readonly kind: 'metadata';
      readonly field: 'user_metadata' | 'app_metadata';
      readonly name: string;
      readonly value: unknown;
    }
  | { readonly kind: 'count'; readonly counter: string; readonly count: CountKey }
  | {
      readonly kind: 'call';
      /** null: a part of it is missing, so that it cannot be made. */
      readonly request: RequestDraft | null;
      /** Milliseconds, all attempts together. */
      readonly timeout: number;
      readonly retry: number;
      readonly ifItFails: 'deny' | 'continue';
    }
  | { readonly kind: 'notify'; readonly request: RequestDraft | null }
);

/** What goes along with a login that is sent on: `data` in a token signed with the secret of this name. */
export interface Visit {
  readonly policy: string;
  readonly rule: string;
  readonly url: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** null: nothing goes along. */
  readonly signWith: string | null;
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
  /** Why there is nothing of look-ups that it read: they failed, or said so; absent: there is no such look-up. */
  failures?: string[];
  /** The look-ups and counters that it read and that nobody was asked for, by their names; absent: none. */
  unasked?: string[];
}

/** A field as a clause saw it. */
export interface Read {
  name: string;
  /** Absent when missing. */
  value?: unknown;
  /** Set when a value was there but had the wrong shape: what it was, in words of the language. */
  wrongShape?: string;
  /** Set for a part of a look-up that nobody was asked for, since the rule was decided without it. */
  notAsked?: true;
}
