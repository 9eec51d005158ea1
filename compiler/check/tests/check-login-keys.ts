import { type Data, type Diagnostic, type Span, suggest } from '../../../grammar/index.ts';
import { instantOf, LOGIN_NAMES, type LoginName, type Type } from '../../../stdlib/index.ts';
import type { World } from '../check.ts';
import { badMoment, unknownLoginField } from '../messages/check-test-messages.ts';

/** The keys of an abbreviated login, as docs/REPORT.md describes them. */
export const LOGIN_KEYS = [
  'user',
  'app',
  'connection',
  'organization',
  'event',
  'protocol',
  'at',
  'ip',
  'country',
  'query',
  'scopes',
  'roles',
  'methods',
  'mfa',
  'risk',
  'logins',
  'count',
  'returned',
  'context',
] as const;

const KNOWN = `a login has ${LOGIN_KEYS.map((key) => `\`${key}\``).join(', ')}`;

/** Keys of a test's login that are none of a login, and that stand for another login. */
const LIKE = ['like', 'without'];

/**
 * Checks the keys of an abbreviated login, and that its `at` is a moment. Directories send all sorts of fields, so that
 * below the first keys only a slip is told: a name that is nearly one of the language.
 */
export function checkLoginKeys(
  login: Data,
  attributes: World['attributes'],
  report: (diagnostic: Diagnostic) => void,
): void {
  if (login.kind !== 'record') return;
  for (const { name, value } of login.fields) {
    const { text: key, span } = name;
    if (LIKE.includes(key)) continue;
    if (!LOGIN_KEYS.some((known) => known === key)) {
      const ofUser = new Set(LOGIN_NAMES.get('user')?.children.keys() ?? []);
      const near = ofUser.has(key) ? key : suggest(key, [...LOGIN_KEYS, ...ofUser]);
      const suggestion = near !== null && ofUser.has(near) ? `user.${near}` : near;
      report(unknownLoginField({ key, span, suggestion, help: KNOWN }));
    } else if (key === 'at') checkMoment(value, report);
    else if (key === 'user') checkBelow(value, placesOf('user', attributes), 'user', report);
    else if (key === 'context') checkBelow(value, placesOf('context', attributes), 'context', report);
    else if (['app', 'connection', 'organization'].includes(key)) checkBelow(value, NAMED, key, report);
  }
}

/** Checks that data is a moment as `at` needs it: with its offset, or in milliseconds. */
export function checkMoment(data: Data, report: (diagnostic: Diagnostic) => void): void {
  const text = data.kind === 'text' ? data.text : '';
  const isNumber = data.kind === 'text' && !data.isQuoted && /^\d{11,}$/.test(text);
  const hasOffset = /\dT?.*:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  if (isNumber || (hasOffset && instantOf(text) !== undefined)) return;
  report(badMoment({ text: data.kind === 'text' ? text : 'this', span: data.span }));
}

/** What is known below a key of a login. */
type Places = ReadonlyMap<string, Places>;

const NOTHING: Places = new Map();
const NAMED: Places = new Map(['name', 'id', 'strategy', 'metadata'].map((name) => [name, NOTHING]));

function checkBelow(
  data: Data,
  places: Places,
  inside: string,
  report: (diagnostic: Diagnostic) => void,
): void {
  if (data.kind !== 'record' || places.size === 0) return;
  for (const { name, value } of data.fields) {
    const below = places.get(name.text);
    const whole = `${inside}.${name.text}`;
    if (below !== undefined) checkBelow(value, below, whole, report);
    else reportSlip(name.text, whole, name.span, { places, inside }, report);
  }
}

function reportSlip(
  name: string,
  key: string,
  span: Span,
  { places, inside }: { readonly places: Places; readonly inside: string },
  report: (diagnostic: Diagnostic) => void,
): void {
  const near = suggest(name, places.keys());
  const isSlip =
    near !== null && name.length > 3 && Math.abs(near.length - name.length) < 2 && near[0] === name[0];
  if (isSlip) report(unknownLoginField({ key, span, suggestion: `${inside}.${near}`, help: '' }));
}

/** The fields of every login in the user or the context, and those that the project's schemas add. */
function placesOf(root: 'user' | 'context', attributes: World['attributes']): Places {
  const tree: Tree = new Map();
  for (const path of pathsOf([...LOGIN_NAMES.values()], root)) plant(tree, path);
  const added = root === 'user' ? fieldsOf(attributes.get('user')) : [];
  for (const name of added) plant(tree, [name]);
  return tree;
}

type Tree = Map<string, Tree>;

function plant(tree: Tree, [step, ...rest]: readonly string[]): void {
  if (step === undefined) return;
  const below = tree.get(step) ?? new Map();
  tree.set(step, below);
  plant(below, rest);
}

function pathsOf(names: readonly LoginName[], root: 'user' | 'context'): readonly (readonly string[])[] {
  return names.flatMap(({ field, children }) => {
    const below = pathsOf([...children.values()], root);
    if (field?.kind !== 'field' || field.root !== root) return below;
    return [field.path, ...(field.alias === undefined ? [] : [field.alias]), ...below];
  });
}

function fieldsOf(type: Type | undefined): readonly string[] {
  return type?.kind === 'record' ? [...type.fields.keys()] : [];
}
