import type { Diagnostic, Expression, Source, Span } from '../../grammar/index.ts';
import { textAt } from '../../grammar/index.ts';
import type { Type } from '../../stdlib/index.ts';
import type { World } from './check.ts';

/** A thing that the policy itself names, or a parameter of the template that the rule comes of. */
export interface NamedThing {
  readonly kind: 'network' | 'schedule' | 'list' | 'table' | 'source' | 'condition' | 'parameter' | 'secret';
  /** The type of the name in a sentence; a condition is yes/no. */
  readonly type: Type;
  /** Where the name is given. */
  readonly span: Span;
  /** What a parameter stands for. */
  readonly value?: Expression;
}

/** What a group of sentences costs once the conditions that it names are written out. */
export interface Usage {
  /** Comparisons of its own. */
  comparisons: number;
  /** Names of conditions, once for each time they are used. */
  readonly references: string[];
  /** What it asks itself: `crm`, `counts.seats`. */
  readonly asks: Set<string>;
}

/** Sentences that can ask no source and no counter, and which conditions would: by their names, what they ask. */
interface Silence {
  readonly where: 'source' | 'count' | 'law';
  readonly asking: ReadonlyMap<string, string>;
}

/** Where a sentence stands: what its names mean, and where its types and its diagnostics go. */
export interface Scope {
  readonly source: Source;
  /** Whether the result of the login can be asked for, as in laws. */
  readonly about: 'login' | 'result';
  readonly names: ReadonlyMap<string, NamedThing>;
  readonly settings: ReadonlyMap<string, string>;
  readonly attributes: World['attributes'];
  readonly secrets: World['secrets'];
  readonly hosts: World['hosts'];
  /** The names of the counters that the policy describes. */
  readonly counters: ReadonlySet<string>;
  /** Set where neither sources nor counters can be asked. */
  readonly silence: Silence | null;
  /** The variables of the enclosing `every`, `any`, `count of` and `for each`. */
  readonly variables: ReadonlyMap<string, Type>;
  /** The type at which an expression is used. */
  readonly types: Map<Expression, Type>;
  /** The type that an expression has by itself, before it met others. */
  readonly naturalTypes: Map<Expression, Type>;
  readonly usage: Usage;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The same place with one variable more. */
export function withVariable(scope: Scope, name: string, type: Type): Scope {
  return { ...scope, variables: new Map([...scope.variables, [name, type]]) };
}

/** The same place with a count of its own, which begins at nothing. */
export function withUsage(scope: Scope): Scope {
  return { ...scope, usage: freshUsage() };
}

export function freshUsage(): Usage {
  return { comparisons: 0, references: [], asks: new Set() };
}

/** The type at which an expression that has been checked is used so far. */
export function typeOf(expression: Expression, scope: Scope): Type {
  const type = scope.types.get(expression);
  if (type === undefined) {
    throw new Error(`a part is checked before what holds it, yet \`${expression.kind}\` has no type`);
  }
  return type;
}

/** The type that an expression that has been checked has by itself. */
export function naturalTypeOf(expression: Expression, scope: Scope): Type {
  return scope.naturalTypes.get(expression) ?? typeOf(expression, scope);
}

/** An expression as its author wrote it, on one line. */
export function writtenText(expression: { readonly span: Span }, scope: Scope): string {
  return textAt(scope.source, expression.span).replace(/\s+/g, ' ').trim();
}
