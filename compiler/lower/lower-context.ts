import type { Expression } from '../../grammar/index.ts';
import { type Constant, library, type Type } from '../../stdlib/index.ts';
import type { CheckedPolicy, Definition } from '../check/check.ts';
import type { Core, CoreField } from '../core.ts';

/** What lowering reads, and the constants that it collects. */
export interface LowerContext {
  readonly checked: CheckedPolicy;
  /** By name; filled while sentences are lowered, so that only what is used is emitted. */
  readonly constants: Map<string, Constant>;
  /** The names of the constants without a name of their own: by kind, and by all that they hold as text. */
  readonly anonymous: Map<Constant['kind'], Map<string, string>>;
  /** By name and the end of its path: each is one object in a policy, as long as it is of one type. */
  readonly fields: Map<string, CoreField>;
  /** The variables of enclosing quantifiers. */
  readonly variables: ReadonlySet<string>;
  /** Those of the template that the rule comes of. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** What its own counters are called in the policy. */
  readonly counters: ReadonlyMap<string, string>;
  /** Whether the names of the result stand for it, as in laws. */
  readonly about: 'login' | 'result';
}

/** What a parameter of a template stands for: a value, or a definition of the policy by its name. */
export type Parameter =
  | { readonly kind: 'value'; readonly core: Core }
  | { readonly kind: 'definition'; readonly name: string };

/** The name that a definition has in the policy: a template calls it as it likes. */
export function definitionName(name: string, { parameters }: LowerContext): string {
  const parameter = parameters.get(name);
  return parameter?.kind === 'definition' ? parameter.name : name;
}

export const YES_NO: Type = { kind: 'yes/no' };

/** How two texts of a type are made comparable by strict equality: the library function that folds them; null: as is. */
export type Fold = 'foldEmail' | 'foldDomain' | 'foldAscii' | 'foldCase' | 'foldIp' | null;

/** The type at which an expression is used. */
export function typeOf(expression: Expression, context: LowerContext): Type {
  const type = context.checked.types.get(expression);
  if (type === undefined) throw new Error('the checker gives every expression a type');
  return type;
}

/** The fold of a type's own equality. */
export function foldOf(type: Type): Fold {
  switch (type.kind) {
    case 'email':
      return 'foldEmail';
    case 'domain':
      return 'foldDomain';
    case 'country':
    case 'group':
    case 'role':
    case 'app':
    case 'connection':
      return 'foldAscii';
    case 'ip':
      return 'foldIp';
    default:
      return null;
  }
}

/** A call; on nothing but literals it is worked out now. */
export function callOf(name: string, operands: readonly Core[], type: Type): Core {
  const found = library.get(name);
  if (found === undefined) throw new Error(`lowering names only library functions, and \`${name}\` is none`);
  if (!FOLDS.has(name) || !operands.every(isLiteral))
    return { kind: 'call', function: name, arguments: operands, type };
  return { kind: 'literal', value: found(...operands.map(({ value }) => value)), type };
}

function isLiteral(core: Core): core is Core & { readonly kind: 'literal' } {
  return core.kind === 'literal';
}

const FOLDS: ReadonlySet<string> = new Set([
  'foldEmail',
  'foldDomain',
  'foldAscii',
  'foldCase',
  'foldIp',
  'startOfDate',
  'joinTexts',
]);

/** A value brought under a fold; lists member by member. */
export function folded(core: Core, fold: Fold): Core {
  if (fold === null) return core;
  if (core.type.kind !== 'list') return callOf(fold, [core], core.type);
  if (core.kind === 'literal' && Array.isArray(core.value)) {
    const run = library.get(fold);
    return { ...core, value: core.value.map((item) => run?.(item)) };
  }
  const variable = 'member';
  const member: Core = { kind: 'local', name: variable, type: core.type.of };
  return {
    kind: 'each',
    mode: 'map',
    variable,
    list: core,
    condition: { kind: 'literal', value: true, type: YES_NO },
    value: callOf(fold, [member], core.type.of),
    type: core.type,
  };
}

/** The constant for a named list under a fold: folded once, when the policy is compiled. */
export function listConstant(
  name: string,
  list: Definition & { kind: 'list' },
  fold: Fold,
  context: LowerContext,
): Core {
  const key = fold === foldOf(list.type) ? name : `${name} ${fold ?? 'exactly'}`;
  if (!context.constants.has(key))
    context.constants.set(key, { kind: 'set', name: key, items: foldItems(list.items, fold) });
  return { kind: 'constant', name: key, type: { kind: 'list', of: list.type } };
}

/** Items under a fold, each once. */
export function foldItems(items: readonly string[], fold: Fold): readonly string[] {
  const run = fold === null ? null : library.get(fold);
  const seen = new Set<string>();
  for (const item of items) {
    const text = run === null ? item : run?.(item);
    if (typeof text === 'string') seen.add(text);
  }
  return [...seen];
}

/** A constant without a name of its own, such as a long list in a sentence; equal ones are one. */
export function anonymousConstant(constant: AnonymousConstant, type: Type, context: LowerContext): Core {
  const known = context.anonymous.get(constant.kind) ?? new Map<string, string>();
  context.anonymous.set(constant.kind, known);
  const text = JSON.stringify(constant);
  const name = known.get(text) ?? `${constant.kind} ${known.size + 1}`;
  known.set(text, name);
  context.constants.set(name, { ...constant, name });
  return { kind: 'constant', name, type };
}

type AnonymousConstant =
  | { readonly kind: 'set'; readonly items: readonly string[] }
  | { readonly kind: 'network'; readonly ranges: readonly string[] }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string };
