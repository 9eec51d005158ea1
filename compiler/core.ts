import type { Span } from '../grammar/index.ts';
import type {
  ClauseTree,
  Constant,
  CounterFacts,
  JavaScriptRule,
  SourceFacts,
  Type,
  Value,
} from '../stdlib/index.ts';

/**
 * The one small typed form that emitter, interpreter, prover and explainer read. Every expression is total: it gives a
 * value of its type, or missing. An expression of the type yes/no is a condition; its *missing* is *unknown*.
 */
export type Core =
  | { readonly kind: 'literal'; readonly value: Value; readonly type: Type }
  /** A field of the login, brought to the shape of its type; what does not fit is missing. */
  | CoreField
  /** The clock of this login. */
  | { readonly kind: 'now'; readonly type: Type }
  /** The variable of an enclosing `each`. */
  | { readonly kind: 'local'; readonly name: string; readonly type: Type }
  /** A field of a record that is not a login's root, brought to the shape of its type. */
  | { readonly kind: 'member'; readonly of: Core; readonly name: string; readonly type: Type }
  /** A list, table, network, schedule or pattern of the policy. */
  | { readonly kind: 'constant'; readonly name: string; readonly type: Type }
  /** The answer to a look-up of the policy: missing when there is none. */
  | { readonly kind: 'source'; readonly name: string; readonly type: Type }
  /** A counter of the policy as it was before this login. */
  | { readonly kind: 'count'; readonly name: string; readonly type: Type }
  /** A secret by its name: only inside the texts of a `CoreRequest`. */
  | { readonly kind: 'secret'; readonly name: string; readonly type: Type }
  /** A named condition. */
  | { readonly kind: 'condition'; readonly name: string; readonly type: Type }
  /** A library function; a missing argument gives missing. */
  | {
      readonly kind: 'call';
      readonly function: string;
      readonly arguments: readonly Core[];
      readonly type: Type;
    }
  /** Never missing. */
  | { readonly kind: 'exists'; readonly operand: Core; readonly type: Type }
  | { readonly kind: 'not'; readonly operand: Core; readonly type: Type }
  /** Kleene's conjunction and disjunction; of none: yes and no. */
  | { readonly kind: 'all' | 'any'; readonly operands: readonly Core[]; readonly type: Type }
  /** The first present value. */
  | { readonly kind: 'otherwise'; readonly options: readonly Core[]; readonly type: Type }
  /** Missing when the condition is unknown. */
  | {
      readonly kind: 'if';
      readonly condition: Core;
      readonly then: Core;
      readonly else: Core;
      readonly type: Type;
    }
  /** Missing when an item is missing. */
  | { readonly kind: 'list'; readonly items: readonly Core[]; readonly type: Type }
  /** A missing field is left out. */
  | { readonly kind: 'record'; readonly fields: readonly (readonly [string, Core])[]; readonly type: Type }
  | CoreEach;

export interface CoreField {
  readonly kind: 'field';
  /** `result`: what became of the login, which only properties can ask for. */
  readonly root: 'user' | 'context' | 'result';
  readonly path: readonly string[];
  /** As authors write it: `request.country`. */
  readonly name: string;
  readonly type: Type;
  /** What `assume` says about the field: it stands for the field when that is absent. */
  readonly assumed: Value;
}

/**
 * `every` and `some` are Kleene's quantifiers over the list; `count` and `map` look at the members for which the
 * condition is yes, and are missing when the list is, when the condition is unknown for a member, or (`map`) when the
 * value of such a member is.
 */
export interface CoreEach {
  readonly kind: 'each';
  readonly mode: 'every' | 'some' | 'count' | 'map';
  readonly variable: string;
  readonly list: Core;
  readonly condition: Core;
  /** For `map`. */
  readonly value: Core | null;
  readonly type: Type;
}

/** A checked policy in its core form. */
export interface CorePolicy {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly default: 'allow' | 'deny';
  readonly constants: readonly Constant[];
  readonly sources: readonly CoreSource[];
  readonly counters: readonly CoreCounter[];
  readonly conditions: readonly CoreCondition[];
  readonly exempt: CoreClause | null;
  readonly rules: readonly CoreRule[];
  readonly properties: readonly CoreProperty[];
  /** What only properties name: for the evaluator, and never in what is emitted. */
  readonly lawConstants: readonly Constant[];
}

/** A look-up over HTTP. */
export interface CoreSource extends SourceFacts {
  readonly span: Span;
  readonly request: CoreRequest;
}

/** What is sent. A request of which a part is missing cannot be made. */
export interface CoreRequest {
  readonly method: string;
  /** Texts as they stand; values are percent-encoded and have to be texts or numbers. The host is in the first text. */
  readonly url: readonly (string | Core)[];
  readonly headers: readonly (readonly [name: string, value: Core])[];
  readonly body: Core | null;
  /** As written, for people: `https://crm.example.com/people/${user.email}`. */
  readonly urlText: string;
}

/** A counter, by what it counts. */
export interface CoreCounter extends CounterFacts {
  readonly span: Span;
  /** Tells counters of the same name apart; null: there is one for everybody. */
  readonly per: Core | null;
  /** Of which value the different ones are counted; null: how often. */
  readonly distinct: Core | null;
}

/** A statement about every login. */
export interface CoreProperty {
  readonly name: string;
  readonly span: Span;
  readonly line: number;
  /** The logins that it is about: those for which this is yes; null: all. */
  readonly given: Core | null;
  readonly claim: 'always' | 'never';
  readonly condition: Core;
  /** The sentences, for people. */
  readonly givenText: string | null;
  readonly conditionText: string;
  /** Why it is not to be checked; null: it is. */
  readonly skip: string | null;
}

/** What became of a login, as properties read it: one view a token, since each token has claims of its own. */
export interface ResultView {
  readonly outcome: string;
  readonly by: string | null;
  /** Whether a second factor is demanded. */
  readonly mfa: boolean;
  /** Granted at the end. */
  readonly scopes: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A named condition; conditions refer only to conditions before them. */
export interface CoreCondition {
  readonly name: string;
  readonly text: string;
  readonly condition: Core;
}

/** One sentence of a rule. */
export interface CoreClause {
  readonly part: 'for' | 'when' | 'unless';
  readonly text: string;
  readonly span: Span;
  readonly line: number;
  readonly condition: Core;
}

export interface CoreRule {
  readonly id: string;
  readonly name: string;
  readonly span: Span;
  readonly line: number;
  readonly mode: 'enforce' | 'report-only' | 'disabled';
  readonly clauses: readonly CoreClause[];
  /** How the clauses make the condition of the rule: a tree over indexes into `clauses`. */
  readonly condition: ClauseTree;
  readonly effects: readonly CoreEffect[];
  /** What the effect `run_script` runs; null: the rule is all sentences. */
  readonly script: JavaScriptRule | null;
}

/** The id of the rule that `default: deny` adds at the end; no author's rule can have it. */
export const DEFAULT_RULE = 'default';

export type Token = 'id_token' | 'access_token' | 'saml';

/** What a rule does when it applies. Durations are in seconds. */
export type CoreEffect =
  | { readonly kind: 'deny'; readonly message: Core; readonly code: string; readonly log: Core | null }
  | { readonly kind: 'admit' | 'stop' }
  | {
      readonly kind: 'require_mfa';
      readonly methods: readonly string[] | null;
      readonly provider: string | null;
      readonly remember: number | null;
      readonly maxAge: number | null;
    }
  | {
      readonly kind: 'set_claim' | 'add_to_claim';
      readonly tokens: readonly Token[];
      readonly name: string;
      readonly value: Core;
    }
  | { readonly kind: 'remove_claim'; readonly tokens: readonly Token[]; readonly name: string }
  | { readonly kind: 'add_scopes' | 'remove_scopes' | 'limit_scopes'; readonly scopes: Core }
  | { readonly kind: 'set_profile'; readonly name: string; readonly value: Core }
  | { readonly kind: 'limit_session'; readonly lasts: number | null; readonly idle: number | null }
  | { readonly kind: 'log'; readonly message: Core }
  | {
      readonly kind: 'set_metadata';
      readonly field: 'user_metadata' | 'app_metadata';
      readonly name: string;
      readonly value: Core;
      readonly alsoOnDeny: boolean;
    }
  | { readonly kind: 'count'; readonly counter: string; readonly alsoOnDeny: boolean }
  /** Milliseconds. */
  | {
      readonly kind: 'call';
      readonly request: CoreRequest;
      readonly timeout: number;
      readonly retry: number;
      readonly ifItFails: 'deny' | 'continue';
      readonly alsoOnDeny: boolean;
    }
  | { readonly kind: 'notify'; readonly request: CoreRequest; readonly alsoOnDeny: boolean }
  | { readonly kind: 'link_to'; readonly user: Core }
  | {
      readonly kind: 'redirect';
      /** Texts as they stand, the host in the first; values are percent-encoded. */
      readonly to: readonly (string | Core)[];
      readonly with: readonly (readonly [name: string, value: Core])[];
      readonly signWith: string | null;
    }
  /** Tells the runtime to go on with the rule in JavaScript, or that nobody can say whether to. */
  | { readonly kind: 'run_script' };

/** Guards apply unless the condition is no; grants only when it is yes. */
export function isGuard(effect: CoreEffect): boolean {
  switch (effect.kind) {
    case 'deny':
    case 'require_mfa':
    case 'limit_session':
    case 'remove_claim':
    case 'remove_scopes':
    case 'limit_scopes':
    case 'redirect':
      return true;
    case 'admit':
    case 'stop':
    case 'set_claim':
    case 'add_to_claim':
    case 'add_scopes':
    case 'set_profile':
    case 'log':
    case 'set_metadata':
    case 'count':
    case 'call':
    case 'notify':
    case 'link_to':
    case 'run_script':
      return false;
  }
}

/** The condition of a rule as one expression. */
export function conditionOf(rule: CoreRule): Core {
  return coreOfTree(rule.condition, rule);
}

function coreOfTree(tree: ClauseTree, rule: CoreRule): Core {
  const type = { kind: 'yes/no' } as const;
  switch (tree.kind) {
    case 'clause': {
      const clause = rule.clauses[tree.index];
      if (clause === undefined) throw new Error('the tree of a rule points only at clauses of that rule');
      return clause.condition;
    }
    case 'not':
      return { kind: 'not', operand: coreOfTree(tree.operand, rule), type };
    case 'all':
    case 'any':
      return { kind: tree.kind, operands: tree.operands.map((operand) => coreOfTree(operand, rule)), type };
  }
}

/** True for a name of the result such as `outcome`. */
export function isResult(core: Core, name: string): boolean {
  return core.kind === 'field' && core.root === 'result' && core.name === name;
}
