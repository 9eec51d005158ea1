import { type Field, LOGIN_NAMES, type LoginName, listOf, scalar, type Type } from '../../stdlib/index.ts';
import type { GeneratorFacts } from './facts.ts';

/** What a login may hold: the fields of every login, and those that a project adds. All of them may be missing. */
export interface LoginSchema {
  readonly user: RecordType;
  readonly context: RecordType;
  /** All fields that are no records themselves, in the order of the names of a login. */
  readonly places: readonly SchemaPlace[];
}

export interface SchemaPlace {
  readonly root: 'user' | 'context';
  readonly path: readonly string[];
  readonly type: Type;
  /** A value as it could stand there; `undefined` where nobody gave one. */
  readonly example: unknown;
}

type RecordType = Extract<Type, { kind: 'record' }>;

/** Describes logins, with the fields that the schemas of a project add. */
export function loginSchema(attributes: GeneratorFacts['attributes']): LoginSchema {
  const roots = { user: openRecord(), context: openRecord() };
  const insert = (root: 'user' | 'context', path: readonly string[], type: Type, example: unknown): void => {
    const last = path.at(-1);
    if (last === undefined) return;
    let record = roots[root];
    for (const step of path.slice(0, -1)) record = inner(record, step);
    if (type.kind === 'record') inner(record, last);
    else record.fields.set(last, { type, summary: '', example });
  };
  const visit = (names: ReadonlyMap<string, LoginName>): void => {
    for (const { field, children } of names.values()) {
      if (field?.kind === 'field') {
        insert(field.root, field.path, field.type, field.example);
        if (field.alias !== undefined) insert(field.root, field.alias, scalar('text'), field.example);
      }
      visit(children);
    }
  };
  visit(LOGIN_NAMES);
  for (const [path, type, example] of HIDDEN) insert('context', path, type, example);
  for (const [name, type] of attributes) addAttributes(roots.user, name, type);
  return {
    ...roots,
    places: [...placesIn(roots.user, 'user', []), ...placesIn(roots.context, 'context', [])],
  };
}

/** What the schema says of a place; null: nothing, and anything may stand there; `undefined`: nothing may. */
export function typeOfPlace(
  schema: LoginSchema,
  root: 'user' | 'context',
  path: readonly string[],
): Type | null | undefined {
  let type: Type = schema[root];
  for (const step of path) {
    if (type.kind === 'any') return null;
    if (type.kind !== 'record') return undefined;
    const field = type.fields.get(step);
    if (field === undefined) return type.open ? null : undefined;
    type = field.type;
  }
  return type;
}

/** What names of a login are worked out from. */
const HIDDEN: readonly (readonly [readonly string[], Type, unknown])[] = [
  [['request', 'query', 'prompt'], scalar('text'), undefined],
  [['request', 'query', 'scope'], scalar('text'), 'openid profile email'],
  [
    ['authentication', 'methods'],
    listOf({
      kind: 'record',
      open: true,
      fields: new Map<string, Field>([
        ['name', { type: scalar('text'), summary: '', example: 'pwd' }],
        ['timestamp', { type: { kind: 'any' }, summary: '' }],
      ]),
    }),
    [{ name: 'pwd', timestamp: '2026-11-25T11:59:00.000Z' }],
  ],
];

interface Draft extends RecordType {
  readonly fields: Map<string, Field>;
  readonly open: boolean;
}

function openRecord(): Draft {
  return { kind: 'record', fields: new Map<string, Field>(), open: true };
}

/** The record at a step; one is made where there is none. */
function inner(record: Draft, step: string): Draft {
  const known = record.fields.get(step)?.type;
  const found: Draft =
    known?.kind === 'record'
      ? { kind: 'record', fields: new Map(known.fields), open: known.open }
      : openRecord();
  record.fields.set(step, { type: found, summary: '' });
  return found;
}

function addAttributes(user: Draft, name: 'user' | 'user_metadata' | 'app_metadata', type: Type): void {
  if (name !== 'user') {
    user.fields.set(name, { type, summary: '' });
    return;
  }
  if (type.kind !== 'record') return;
  for (const [field, described] of type.fields) user.fields.set(field, described);
}

function placesIn(record: Type, root: 'user' | 'context', path: readonly string[]): readonly SchemaPlace[] {
  if (record.kind !== 'record') return [];
  return [...record.fields].flatMap(([name, { type, example }]) => {
    const here = [...path, name];
    return type.kind === 'record' ? placesIn(type, root, here) : [{ root, path: here, type, example }];
  });
}
