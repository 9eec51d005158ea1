import type { TestCase } from '../../compiler/index.ts';
import { type Field, LOGIN_NAMES, type LoginName, listOf, scalar, type Type } from '../../stdlib/index.ts';
import { ANY, readData } from './read-data.ts';

/**
 * The login of a test, abbreviated, as `expandLogin` takes it: each field with the type that the language gives it.
 * Nothing is checked; the keys are described in docs/REPORT.md.
 */
export function readTestLogin({ login, at }: Pick<TestCase, 'login' | 'at'>): unknown {
  const value = readData(login, LOGIN);
  if (at === null || typeof value !== 'object') return value;
  return { ...value, at: readData({ kind: 'text', isQuoted: false, ...at }, MOMENT) };
}

/** A text with its offset, or milliseconds. */
const MOMENT = scalar('number');
const TEXT = scalar('text');
const OPEN = record([]);
const NAMED = record([
  ['name', TEXT],
  ['id', TEXT],
  ['strategy', TEXT],
  ['metadata', OPEN],
]);

const LOGIN = record([
  ['user', fieldsOf('user')],
  ['app', NAMED],
  ['connection', NAMED],
  ['organization', NAMED],
  ['event', TEXT],
  ['protocol', TEXT],
  ['at', MOMENT],
  ['ip', TEXT],
  ['country', TEXT],
  ['scopes', listOf(TEXT)],
  ['roles', listOf(TEXT)],
  ['mfa', scalar('yes/no')],
  [
    'methods',
    listOf(
      record([
        ['name', TEXT],
        ['timestamp', MOMENT],
      ]),
    ),
  ],
  ['risk', OPEN],
  ['logins', scalar('number')],
  ['count', scalar('number')],
  // What stands in the address of a page is text, whatever it looks like.
  ['query', { kind: 'table', from: TEXT, to: TEXT }],
  ['returned', OPEN],
  ['context', fieldsOf('context')],
]);

/** A record with these fields, and any others. */
function record(fields: readonly (readonly [name: string, type: Type])[]): Type {
  const described = fields.map(([name, type]): [string, Field] => [name, { type, summary: '' }]);
  return { kind: 'record', fields: new Map(described), open: true };
}

/** The record of all names that stand in `user` or `context`, by their places there. */
function fieldsOf(root: 'user' | 'context'): Type {
  const places = placesIn([...LOGIN_NAMES.values()], root);
  return nested(places.filter(({ path }) => path.length > 0));
}

interface Place {
  readonly path: readonly string[];
  readonly type: Type;
}

function placesIn(names: readonly LoginName[], root: 'user' | 'context'): readonly Place[] {
  return names.flatMap(({ field, children }) => {
    const below = placesIn([...children.values()], root);
    if (field?.kind !== 'field' || field.root !== root) return below;
    const paths = field.alias === undefined ? [field.path] : [field.path, field.alias];
    return [...paths.map((path) => ({ path, type: field.type })), ...below];
  });
}

function nested(places: readonly Place[]): Type {
  const groups = Map.groupBy(places, ({ path }) => path[0] ?? '');
  return record(
    Array.from(groups, ([name, group]) => {
      const own = group.find(({ path }) => path.length === 1);
      const below = group.filter(({ path }) => path.length > 1);
      const steps = below.map(({ path, type }) => ({ path: path.slice(1), type }));
      return [name, below.length > 0 ? nested(steps) : (own?.type ?? ANY)] as const;
    }),
  );
}
