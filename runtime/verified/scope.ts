import { type Fault, refuse } from './code-fault.ts';

/** What a name stands for. */
export type Binding =
  /** A parameter that the host fills. What it may be used for hangs on its name. */
  | { readonly kind: 'role'; readonly name: Role }
  /** The index of a place in `f`. */
  | { readonly kind: 'place' }
  /** A variable that keeps what was worked out once: values, or a record that fields are read of; null: nothing yet. */
  | { readonly kind: 'kept'; holds: 'value' | 'record' | null }
  | { readonly kind: 'value' }
  | { readonly kind: 'helper' }
  /** A function of the text, with what calling it takes. */
  | { readonly kind: 'function'; readonly parameters: readonly Role[]; readonly work: Work }
  /** What makes functions of rules, given the number of an effect and so many values. */
  | {
      readonly kind: 'maker';
      readonly values: number;
      readonly parameters: readonly Role[];
      readonly work: Work;
    };

/** What the host hands in: constants, places, the first effect; fields or the login; the clock, what applies, what rules leave. */
export type Role = 'data' | 'at' | 'base' | 'f' | 'user' | 'context' | 'now' | 'told' | 'state';

/** How much a function may have to do. */
export interface Work {
  /** Parts of expressions that are worked out at most, without the members of lists. */
  steps: number;
  /** How many functions that are called for members of lists stand inside each other. */
  depth: number;
}

/** The names that are known at a place of the text. */
export interface Scope {
  readonly names: Map<string, Binding>;
  readonly parent: Scope | null;
  readonly helpers: ReadonlySet<string>;
  /** What the function takes that this place belongs to. */
  readonly work: Work;
  /** How many functions for members of lists stand around this place. */
  readonly depth: number;
}

/** What is known before the text begins. */
export function outermostScope(helpers: ReadonlySet<string>): Scope {
  return { names: new Map([['undefined', VALUE]]), parent: null, helpers, work: noWork(), depth: 0 };
}

/** A scope inside another; `changes` is what is different in it. */
export function innerScope(parent: Scope, changes: Partial<Pick<Scope, 'work' | 'depth'>> = {}): Scope {
  return { ...parent, ...changes, names: new Map(), parent };
}

export function noWork(): Work {
  return { steps: 0, depth: 0 };
}

export const VALUE: Binding = { kind: 'value' };

/** Null: nothing is known by this name here, or not yet. */
export function resolve(name: string, scope: Scope): Binding | null {
  for (let inner: Scope | null = scope; inner !== null; inner = inner.parent) {
    const found = inner.names.get(name);
    if (found !== undefined) return found;
  }
  return scope.helpers.has(name) ? { kind: 'helper' } : null;
}

/** Makes a name known from here on. It may hide no other, so that a name means one thing wherever it can be read. */
export function declare(
  { name, start }: { readonly name: string; readonly start: number },
  binding: Binding,
  scope: Scope,
): Fault | null {
  const known = resolve(name, scope);
  // The parameters of one function are those of another.
  const isSameRole = known?.kind === 'role' && binding.kind === 'role' && known.name === binding.name;
  if (known !== null && !isSameRole) return refuse({ start }, `the name \`${name}\` is taken`);
  scope.names.set(name, binding);
  return null;
}
