import type { Span } from './source.ts';

/** A sentence, as its author wrote it: plain data, no types, no meaning. Brackets belong to the span of what they hold. */
export type Expression =
  | TextLiteral
  | TextTemplate
  | NumberLiteral
  | DurationLiteral
  | DateLiteral
  | TimeLiteral
  | InstantLiteral
  | IpLiteral
  | NetworkLiteral
  | PatternLiteral
  | TruthLiteral
  | ListLiteral
  | Path
  | Call
  | Not
  | Junction
  | Comparison
  | Between
  | Presence
  | Otherwise
  | Arithmetic
  | Choice
  | Lookup
  | Quantified
  | Projection
  | Unreadable;

/** `"HR Managers"`. */
export interface TextLiteral {
  readonly kind: 'text';
  readonly value: string;
  readonly span: Span;
}

/** `"Hello ${user.name}"`: literal texts and expressions in turn, at least one expression. */
export interface TextTemplate {
  readonly kind: 'template';
  readonly parts: readonly (string | Expression)[];
  readonly span: Span;
}

/** `3`, `-1`, `0.5`. */
export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  readonly span: Span;
}

export const DURATION_UNITS = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;
export type DurationUnit = keyof typeof DURATION_UNITS;

/** `12 hours`, `500 ms`: an amount of a fixed unit. */
export interface DurationLiteral {
  readonly kind: 'duration';
  readonly amount: number;
  readonly unit: DurationUnit;
  readonly span: Span;
}

/** `2026-12-24`. */
export interface DateLiteral {
  readonly kind: 'date';
  readonly value: string;
  readonly span: Span;
}

/** `08:00` or `08:00:30`; a time of day. */
export interface TimeLiteral {
  readonly kind: 'time';
  readonly value: string;
  readonly span: Span;
}

/** `2026-11-22T12:00:00+01:00`; always with an offset or `Z`. */
export interface InstantLiteral {
  readonly kind: 'instant';
  readonly value: string;
  readonly span: Span;
}

/** `203.0.113.7`, `2001:db8::1`. */
export interface IpLiteral {
  readonly kind: 'ip';
  readonly value: string;
  readonly span: Span;
}

/** `203.0.113.0/24`. */
export interface NetworkLiteral {
  readonly kind: 'network';
  readonly value: string;
  readonly span: Span;
}

/** `/^a+$/` or `/^a+$/i`; the RE2 dialect. */
export interface PatternLiteral {
  readonly kind: 'pattern';
  readonly source: string;
  readonly flags: string;
  readonly span: Span;
}

/** `yes`, `no`, `true`, `false`. */
export interface TruthLiteral {
  readonly kind: 'truth';
  readonly value: boolean;
  readonly span: Span;
}

export interface ListLiteral {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** `user.app_metadata["cost centre"]`: at least one segment. */
export interface Path {
  readonly kind: 'path';
  readonly segments: readonly Segment[];
  readonly span: Span;
}

/** One name of a path. The span of a bracketed segment is that of the quoted text. */
export interface Segment {
  readonly name: string;
  readonly span: Span;
}

/** `lower(user.name)`. */
export interface Call {
  readonly kind: 'call';
  readonly name: Segment;
  readonly arguments: readonly Expression[];
  readonly span: Span;
}

export interface Not {
  readonly kind: 'not';
  readonly operand: Expression;
  readonly span: Span;
}

/** `a and b and c`: two operands or more; nested junctions of the same kind come from brackets. */
export interface Junction {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
  readonly span: Span;
}

/** The canonical comparison operators; the parser maps every accepted spelling to one of these. */
export const COMPARISON_OPERATORS = [
  'is',
  'is not',
  'in',
  'is not in',
  'contains',
  'does not contain',
  'contains any of',
  'contains all of',
  'contains none of',
  'starts with',
  'ends with',
  'like',
  'matches',
  'is more than',
  'is less than',
  'is at least',
  'is at most',
  'is before',
  'is after',
  'is older than',
  'is within the last',
  'during',
  'outside',
] as const;
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** How many members of the list on the left must pass, in `any of user.groups starts with "admin-"`. */
export type ListQuantifier = 'any of' | 'all of' | 'none of';

/** `ignoring case` and `exactly` override the equality of the type. */
export type Equality = 'by type' | 'ignoring case' | 'exactly';

export interface Comparison {
  readonly kind: 'comparison';
  readonly quantifier: ListQuantifier | null;
  readonly left: Expression;
  readonly operator: ComparisonOperator;
  /** Where the operator's own words stand. */
  readonly operatorSpan: Span;
  readonly right: Expression;
  readonly equality: Equality;
  readonly span: Span;
}

/** `x is between a and b`, both ends included. */
export interface Between {
  readonly kind: 'between';
  readonly quantifier: ListQuantifier | null;
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly span: Span;
}

/** `x exists`, `x is missing`, `x is empty`: never unknown. */
export interface Presence {
  readonly kind: 'presence';
  readonly quantifier: ListQuantifier | null;
  readonly operand: Expression;
  readonly test: 'exists' | 'is missing' | 'is empty';
  readonly span: Span;
}

/** `a otherwise b otherwise c`: the first present value; two options or more. */
export interface Otherwise {
  readonly kind: 'otherwise';
  readonly options: readonly Expression[];
  readonly span: Span;
}

export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-' | '*' | '/' | 'mod';
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

/** `if C then X else Y`. */
export interface Choice {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
  readonly span: Span;
}

/** `lookup K in TABLE`. */
export interface Lookup {
  readonly kind: 'lookup';
  readonly key: Expression;
  readonly table: Segment;
  readonly span: Span;
}

/** `every X in LIST where C`, `any X in LIST where C`, `count of X in LIST where C`. */
export interface Quantified {
  readonly kind: 'quantified';
  readonly quantifier: 'every' | 'any' | 'count of';
  readonly variable: Segment;
  readonly list: Expression;
  readonly condition: Expression;
  readonly span: Span;
}

/** `F for each X in LIST where C`; the condition may be left out. */
export interface Projection {
  readonly kind: 'projection';
  readonly value: Expression;
  readonly variable: Segment;
  readonly list: Expression;
  readonly condition: Expression | null;
  readonly span: Span;
}

/** What the parser could not read; a diagnostic has been given for it, so later phases stay silent. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly span: Span;
}
