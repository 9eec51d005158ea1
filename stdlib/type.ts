/** The types of the language. `error` fits everywhere, so that one mistake gives one diagnostic. */
export type Type =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Field>; readonly open: boolean }
  | { readonly kind: 'table'; readonly from: Type; readonly to: Type }
  /** A value whose shape nobody has described, such as an entry of open metadata: it takes the type of what it meets. */
  | { readonly kind: 'any' }
  /** Stands for one type in the signature of a builtin: `first(list of T) → T`. */
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'error' };

/** Texts first: they are JavaScript strings and differ in how they compare. */
export const TEXT_KINDS = [
  'text',
  'email',
  'domain',
  'url',
  'group',
  'role',
  'scope',
  'app',
  'connection',
  'organization',
  'country',
] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/**
 * At run time: `number` is a finite number, `yes/no` a boolean, `date` the text YYYY-MM-DD, `time` the text HH:MM:SS,
 * `instant` milliseconds since 1970 UTC, `duration` milliseconds, `ip` a text; networks, schedules and patterns are
 * constants built from the policy.
 */
export type ScalarKind =
  | TextKind
  | 'number'
  | 'yes/no'
  | 'date'
  | 'time'
  | 'instant'
  | 'duration'
  | 'ip'
  | 'network'
  | 'schedule'
  | 'pattern';

/** A field of a record: its type, and what a reader is told about it. */
export interface Field {
  readonly type: Type;
  readonly summary: string;
  /** A value as it could stand in a login. */
  readonly example?: unknown;
}

/** True for the types whose values are texts. */
export function isTextKind(kind: Type['kind']): kind is TextKind {
  return (TEXT_KINDS as readonly string[]).includes(kind);
}

/** `a`, `b` … as a scalar type. */
export function scalar(kind: ScalarKind): Type {
  return { kind };
}

/** `list of T`. */
export function listOf(of: Type): Type {
  return { kind: 'list', of };
}

/** The name of a type as messages show it: `list of group`, `record`, `yes/no`. */
export function formatType(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `list of ${formatType(type.of)}`;
    case 'table':
      return `table from ${formatType(type.from)} to ${formatType(type.to)}`;
    case 'any':
      return 'any value';
    case 'variable':
      return type.name;
    default:
      return type.kind;
  }
}

/** True when two types are the same type. */
export function sameType(a: Type, b: Type): boolean {
  if (a.kind === 'list' && b.kind === 'list') return sameType(a.of, b.of);
  if (a.kind === 'table' && b.kind === 'table') return sameType(a.from, b.from) && sameType(a.to, b.to);
  return a.kind === b.kind;
}
