import type { Expression } from './expression.ts';
import type { DataField, PolicyTest, PropertyDefinition, SkippedLaw } from './policy-test.ts';
import type { AppliedTemplate, TemplateUse } from './rule-template.ts';
import type { Source, Span } from './source.ts';
import type { OneOf, Word } from './word.ts';

export type { OneOf, Word } from './word.ts';

/** A policy file, as its author wrote it: names are not resolved, sentences carry no types. */
export interface Policy {
  readonly source: Source;
  /** The key `policy`: the identifier. */
  readonly id: Word;
  readonly name: Word | null;
  readonly description: Word | null;
  readonly owner: Word | null;
  readonly timezone: Word | null;
  readonly default: OneOf<'allow' | 'deny'> | null;
  readonly settings: readonly Setting[];
  readonly assume: readonly Assumption[];
  readonly networks: readonly NetworkDefinition[];
  readonly schedules: readonly ScheduleDefinition[];
  readonly lists: readonly ListDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly sources: readonly SourceDefinition[];
  readonly conditions: readonly ConditionDefinition[];
  readonly exempt: Sentence | null;
  readonly rules: readonly RuleDefinition[];
  readonly tests: readonly PolicyTest[];
  readonly properties: readonly PropertyDefinition[];
  readonly skippedLaws: readonly SkippedLaw[];
  /**
   * What hosts answer in the tests and laws of this file, so that none of them goes out into the network. A name is an
   * address, with or without the method (`https://crm.example.com/ada`, `POST https://…`, `*` at the end for any
   * rest); a value is the body, or a record of `status`, `headers` and `body`.
   */
  readonly answers: readonly DataField[];
  /** `# lintel: allow CODE because REASON` comments: the code is silenced on the rule, test, law or line that follows. */
  readonly allowances: readonly Allowance[];
}

/** A sentence inside the file; every span of the expression is a span of the file. */
export interface Sentence {
  readonly expression: Expression;
  /** The sentence as YAML hands it over, on one line, for comments and traces. */
  readonly text: string;
  readonly span: Span;
}

export interface Setting {
  readonly name: Word;
  readonly value: Word;
}

/** `assume: { user.groups: [] }`: the value that stands for a missing field. */
export interface Assumption {
  readonly field: Sentence;
  readonly value: Template;
}

export interface NetworkDefinition {
  readonly name: Word;
  readonly ranges: readonly Word[];
}

export interface ScheduleDefinition {
  readonly name: Word;
  /** `mon-fri`, `sat`, `mon, wed, fri`; null: every day. */
  readonly days: Word | null;
  readonly from: Word | null;
  readonly to: Word | null;
  readonly timezone: Word | null;
  readonly except: readonly Word[];
  /** A file with one date a line. */
  readonly holidays: Word | null;
  readonly span: Span;
}

export interface ListDefinition {
  readonly name: Word;
  /** The type of the items, as written: `email`; null: text. */
  readonly of: Word | null;
  readonly items: readonly Word[];
  readonly file: Word | null;
  /** The column of a CSV file; null: the first. */
  readonly column: Word | null;
  readonly span: Span;
}

export interface TableDefinition {
  readonly name: Word;
  readonly from: Word;
  readonly to: Word;
  readonly rows: readonly TableRow[];
  readonly file: Word | null;
  readonly span: Span;
}

export interface TableRow {
  readonly key: Word;
  readonly value: Word | readonly Word[];
}

/** A look-up over HTTP that sentences can ask by its name. */
export interface SourceDefinition {
  readonly name: Word;
  readonly request: RequestDefinition;
  /** `500 ms`: how long a login waits for it. */
  readonly timeout: Word | null;
  /** `10 minutes`: how long an answer is kept. */
  readonly cache: Word | null;
  /** How often it is tried again: a number. */
  readonly retry: Word | null;
  readonly ifItFails: OneOf<'deny' | 'continue'> | null;
  readonly span: Span;
}

/** What a look-up, a call or a notification sends. */
export interface RequestDefinition {
  readonly url: Template;
  readonly method: Word | null;
  readonly headers: readonly TemplateField[];
  readonly body: Template | null;
  readonly span: Span;
}

export interface ConditionDefinition {
  readonly name: Word;
  readonly condition: ConditionTree;
}

/** One sentence, or a tree of lists of sentences. */
export type ConditionTree =
  | { readonly kind: 'sentence'; readonly sentence: Sentence; readonly span: Span }
  | {
      readonly kind: 'all' | 'any' | 'none' | 'not_all';
      readonly items: readonly ConditionTree[];
      readonly span: Span;
    };

/** How a login comes in; `for: { event: … }` chooses among these. */
export const ENTRIES = [
  'login',
  'silent',
  'refresh',
  'redirect_resume',
  'token_exchange',
  'delegation',
] as const;
/** `for`: each key one value or several, of which one must fit. */
export interface RuleScope {
  readonly app: readonly Word[] | null;
  readonly connection: readonly Word[] | null;
  readonly organization: readonly Word[] | null;
  readonly protocol: readonly Word[] | null;
  readonly event: readonly Word[] | null;
  readonly span: Span;
}

export interface RuleDefinition {
  readonly id: Word;
  readonly name: Word | null;
  readonly why: Word | null;
  readonly for: RuleScope | null;
  readonly when: ConditionTree | null;
  readonly unless: ConditionTree | null;
  /** Empty where the rule is written in JavaScript, and where it comes of a template that has not been applied yet. */
  readonly then: readonly Effect[];
  /** The file in which the rule goes on in JavaScript; null: it does what `then` says. */
  readonly script: RuleFile | null;
  /** The template that the rule comes of; null: it is written out. */
  readonly uses: TemplateUse | null;
  /** What the template gave, once it has been applied. */
  readonly template: AppliedTemplate | null;
  readonly mode: OneOf<'enforce' | 'report-only' | 'disabled'> | null;
  readonly expires: Word | null;
  readonly tags: readonly Word[];
  readonly span: Span;
}

/** `script: path.js` and the keys that go with it. */
export interface RuleFile {
  /** A path relative to the project folder. */
  readonly file: Word;
  /** A duration such as `800 ms`; null: what is left of the time for all rules. */
  readonly timeout: Word | null;
  readonly ifItFails: OneOf<'deny' | 'continue'> | null;
  readonly may: {
    /** Hosts; null: all that the project may call. */
    readonly network: readonly Word[] | null;
    /** Names of secrets; null: all secrets of the project. */
    readonly secrets: readonly Word[] | null;
  };
  /** The place of the key `script`. */
  readonly key: Span;
}

/** A value in an effect: text, text with `${…}`, a worked-out value (`= …`), or lists and records of them. */
export type Template =
  | { readonly kind: 'text'; readonly value: string; readonly isQuoted: boolean; readonly span: Span }
  /** Text with `${…}` in it, read as an expression of the kind `template`. */
  | { readonly kind: 'sentence'; readonly sentence: Sentence; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Template[]; readonly span: Span }
  | { readonly kind: 'record'; readonly fields: readonly TemplateField[]; readonly span: Span };

export interface TemplateField {
  readonly name: Word;
  readonly value: Template;
}

export type TokenKind = 'id_token' | 'access_token' | 'saml';

/** One effect under `then`. `key` is the place of the effect's own key. */
export type Effect =
  | DenyEffect
  | FlagEffect
  | RequireMfaEffect
  | ClaimsEffect
  | RemoveClaimsEffect
  | ScopesEffect
  | SetProfileEffect
  | LimitSessionEffect
  | LogEffect
  | SetMetadataEffect
  | CountEffect
  | CallEffect
  | RedirectEffect
  | LinkEffect;

export interface DenyEffect {
  readonly kind: 'deny';
  readonly message: Template | null;
  readonly code: Word | null;
  /** Written to the log and the trace, never shown to the person. */
  readonly log: Template | null;
  readonly key: Span;
}

/** `admit: yes`, `stop: yes`. */
export interface FlagEffect {
  readonly kind: 'admit' | 'stop';
  readonly key: Span;
}

export interface RequireMfaEffect {
  readonly kind: 'require_mfa';
  readonly methods: readonly Word[] | null;
  readonly provider: Word | null;
  readonly remember: Word | null;
  readonly maxAge: Word | null;
  readonly key: Span;
}

/** `set_claims` and `add_to_claims`; each claim once per token it goes to. */
export interface ClaimsEffect {
  readonly kind: 'set_claims' | 'add_to_claims';
  readonly claims: readonly ClaimEdit[];
  readonly key: Span;
}

export interface ClaimEdit {
  /** The tokens that the edit is for; `id_token` and `access_token` unless the author names one. */
  readonly tokens: readonly TokenKind[];
  readonly name: Word;
  readonly value: Template;
}

export interface RemoveClaimsEffect {
  readonly kind: 'remove_claims';
  readonly claims: readonly { readonly tokens: readonly TokenKind[]; readonly name: Word }[];
  readonly key: Span;
}

/** The scopes are a list of texts, or one worked-out list. */
export interface ScopesEffect {
  readonly kind: 'add_scopes' | 'remove_scopes' | 'limit_scopes';
  readonly scopes: Template;
  readonly key: Span;
}

export interface SetProfileEffect {
  readonly kind: 'set_profile';
  readonly fields: readonly TemplateField[];
  readonly key: Span;
}

export interface LimitSessionEffect {
  readonly kind: 'limit_session';
  readonly lasts: Word | null;
  readonly idle: Word | null;
  readonly key: Span;
}

export interface LogEffect {
  readonly kind: 'log';
  readonly message: Template;
  readonly key: Span;
}

/** `alsoOnDeny`, here and below: it is done even if the login is refused in the end. */
export interface SetMetadataEffect {
  readonly kind: 'set_user_metadata' | 'set_app_metadata';
  /** Without `also_on_deny`, which is a key of the effect and no field. */
  readonly fields: readonly TemplateField[];
  readonly alsoOnDeny: boolean;
  readonly key: Span;
}

/** `count: { name: refusals, per: user.user_id, window: 1 hour }`, or `count: refusals` for one that is described elsewhere. */
export interface CountEffect {
  readonly kind: 'count';
  readonly name: Word;
  /** A sentence that is a value: whose counter it is. */
  readonly per: Sentence | null;
  /** A sentence that is a value, of which the different ones are counted. */
  readonly distinct: Sentence | null;
  readonly window: Word | null;
  /** Whether this is more than the name of a counter. */
  readonly isDescribed: boolean;
  readonly alsoOnDeny: boolean;
  readonly key: Span;
}

/** `call`, which is waited for, and `notify`, which is not and has neither of the three words. */
export interface CallEffect {
  readonly kind: 'call' | 'notify';
  readonly request: RequestDefinition;
  readonly timeout: Word | null;
  readonly retry: Word | null;
  readonly ifItFails: OneOf<'deny' | 'continue'> | null;
  readonly alsoOnDeny: boolean;
  readonly key: Span;
}

/** `redirect: { to: https://…, with: { … }, sign_with: SECRET }`, or the address alone. */
export interface RedirectEffect {
  readonly kind: 'redirect';
  readonly to: Template;
  readonly with: readonly TemplateField[];
  readonly signWith: Word | null;
  readonly key: Span;
}

export interface LinkEffect {
  readonly kind: 'link_to';
  readonly user: Template;
  readonly key: Span;
}

export interface Allowance {
  readonly code: Word;
  readonly reason: Word;
  /** What the comment speaks about: the rule, test, law or line below it. */
  readonly span: Span;
}
