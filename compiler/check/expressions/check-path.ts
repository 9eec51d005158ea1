import { type Path, type Span, suggest } from '../../../grammar/index.ts';
import { builtins, LOGIN_NAMES, type LoginName, listOf, scalar, type Type } from '../../../stdlib/index.ts';
import { checkCounter, checkSource, noteCondition } from '../definitions/check-look-ups.ts';
import {
  memberOfList,
  resultOnlyName,
  unfinishedName,
  unknownField,
  unknownSetting,
  wrongKindOfName,
} from '../messages/check-name-messages.ts';
import { misplacedSecret } from '../messages/check-request-messages.ts';
import type { Scope } from '../scope.ts';
import { checkUnknown } from './check-unknown.ts';
import { nameEndingIn, nameOfPlace } from './login-paths.ts';
import { memberNames, memberType } from './member-type.ts';
import { TABLE_LISTS } from './named-list.ts';
import { RESULT_NAMES } from './result-names.ts';

const ERROR: Type = { kind: 'error' };
const ANY: Type = { kind: 'any' };

/** Roots that are neither names of the login nor of the policy. */
const RESERVED: ReadonlySet<string> = new Set(['settings', 'counts', 'secrets']);

/** What already has the name, in words such as `a field of the login`; null when nobody has. */
export function nameHolder(name: string): string | null {
  if (LOGIN_NAMES.has(name)) return 'a name of the login';
  if (RESERVED.has(name)) return 'a word of the language';
  return builtins.has(name) ? 'a function' : null;
}

/** The type of a name: a variable, a thing of the policy, a setting or a field of the login. */
export function checkPath(path: Path, scope: Scope): Type {
  const [root, second] = path.segments;
  if (root === undefined) throw new Error('a path has one segment or more, by its grammar');
  const variable = scope.variables.get(root.name);
  if (variable !== undefined) return checkMembers(variable, path, 1, scope);
  const named = scope.names.get(root.name);
  if (named !== undefined) {
    if (named.kind === 'condition') noteCondition(root, scope);
    if (named.kind === 'source' && named.type.kind !== 'error') checkSource(root, scope);
    if (named.kind === 'secret') {
      scope.report(misplacedSecret({ name: root.name, span: path.span }));
      return ERROR;
    }
    if (named.kind !== 'table') return checkMembers(named.type, path, 1, scope);
    if (second !== undefined) return checkTableList(named.type, path, scope);
    const help = `write \`lookup … in ${root.name}\``;
    scope.report(
      wrongKindOfName({ name: root.name, span: root.span, expected: 'a value', found: 'table', help }),
    );
    return ERROR;
  }
  if (root.name === 'settings') return checkSetting(path, scope);
  if (root.name === 'counts') {
    const type = checkCounter(path, scope);
    return path.segments.length < 3 ? type : checkMembers(type, path, 2, scope);
  }
  if (root.name === 'secrets') {
    scope.report(misplacedSecret({ name: nameUpTo(path, path.segments.length), span: path.span }));
    return ERROR;
  }
  const result = scope.about === 'result' ? RESULT_NAMES.get(root.name) : undefined;
  if (result !== undefined) return checkResult(result, path, scope);
  const login = LOGIN_NAMES.get(root.name);
  if (login !== undefined) return checkLoginPath(login, path, scope);
  return checkUnknown(path, scope);
}

/** Walks the segments from `at` on, starting at a value of the type. */
function checkMembers(start: Type, path: Path, at: number, scope: Scope): Type {
  let type = start;
  for (const [index, { name }] of path.segments.entries()) {
    if (index < at) continue;
    const member = memberType(type, name);
    if (member === null) {
      const inside = nameUpTo(path, index);
      const span = spanUpTo(path, index + 1);
      const whole = nameUpTo(path, index + 1);
      if (type.kind === 'list') {
        scope.report(memberOfList({ name: whole, span, list: inside, field: name }));
        return ERROR;
      }
      const known = memberNames(type);
      const near = suggest(name, known);
      const suggestion = near === null ? null : `${inside}.${near}`;
      scope.report(unknownField({ name: whole, span, suggestion, inside, known }));
      return ERROR;
    }
    type = member;
  }
  return type;
}

/** `TABLE.keys` and `TABLE.values`. */
function checkTableList(table: Type, path: Path, scope: Scope): Type {
  if (table.kind !== 'table') return ERROR;
  const { from, to } = table;
  const values = to.kind === 'list' ? to : listOf(to);
  const fields = new Map(
    TABLE_LISTS.map((name) => [name, { type: name === 'keys' ? listOf(from) : values, summary: '' }]),
  );
  return checkMembers({ kind: 'record', fields, open: false }, path, 1, scope);
}

/** A part of the result; of the claims one, since all of them together are no value. */
function checkResult(type: Type, path: Path, scope: Scope): Type {
  if (type.kind !== 'record' || path.segments.length > 1) return checkMembers(type, path, 1, scope);
  scope.report(unfinishedName({ name: nameUpTo(path, 1), span: path.span, known: [] }));
  return ERROR;
}

function checkLoginPath(root: LoginName, path: Path, scope: Scope): Type {
  let found = root;
  let at = 1;
  for (; at < path.segments.length; at++) {
    const child = found.children.get(path.segments[at]?.name ?? '');
    if (child === undefined) break;
    found = child;
  }
  if (found.resultOnly || root.resultOnly) {
    scope.report(resultOnlyName({ name: nameUpTo(path, path.segments.length), span: path.span }));
    return ERROR;
  }
  const described = describedType(nameUpTo(path, at), scope);
  const type = described ?? found.field?.type ?? null;
  const next = path.segments[at];
  if (next === undefined) {
    if (type !== null && found.field !== null) return type;
    scope.report(
      unfinishedName({ name: nameUpTo(path, at), span: path.span, known: childNames(found, path, at) }),
    );
    return ERROR;
  }
  if (described !== null && (found.open || memberType(described, next.name) !== null)) {
    return checkMembers(described, path, at, scope);
  }
  if (found.open) return ANY;
  // `user` is a record whose fields are known by name; other records, lists and addresses tell by their type.
  if (type !== null && found.children.size === 0 && type.kind !== 'record')
    return checkMembers(type, path, at, scope);
  if (type !== null && type.kind !== 'record' && memberType(type, next.name) !== null) {
    return checkMembers(type, path, at, scope);
  }
  return unknownLoginField(found, type, path, at, scope);
}

/** What the project's schemas say about the user and its metadata. */
function describedType(name: string, scope: Scope): Type | null {
  switch (name) {
    case 'user':
      return scope.attributes.get('user') ?? null;
    case 'user.user_metadata':
      return scope.attributes.get('user_metadata') ?? null;
    case 'user.app_metadata':
      return scope.attributes.get('app_metadata') ?? null;
    default:
      return null;
  }
}

function unknownLoginField(found: LoginName, type: Type | null, path: Path, at: number, scope: Scope): Type {
  const names = path.segments.slice(0, at + 1).map((segment) => segment.name);
  const inside = nameUpTo(path, at);
  const known = [...found.children.keys(), ...(type === null ? [] : memberNames(type))];
  const described = describedType(inside, scope);
  const candidates = described === null ? known : [...known, ...memberNames(described)];
  const last = names.at(-1) ?? '';
  const place = nameOfPlace(path.segments.map((segment) => segment.name));
  const near = suggest(last, candidates);
  const suggestion = place ?? (near === null ? nameEndingIn(last) : `${inside}.${near}`);
  const span = place === null ? spanUpTo(path, at + 1) : path.span;
  const shown = candidates.map((child) => `${inside}.${child}`);
  scope.report(unknownField({ name: names.join('.'), span, suggestion, inside, known: shown }));
  return ERROR;
}

function childNames(found: LoginName, path: Path, at: number): readonly string[] {
  return [...found.children.keys()].map((child) => `${nameUpTo(path, at)}.${child}`);
}

function checkSetting(path: Path, scope: Scope): Type {
  const [, name, more] = path.segments;
  const known = [...scope.settings.keys()];
  if (name === undefined) {
    scope.report(
      unfinishedName({ name: 'settings', span: path.span, known: known.map((one) => `settings.${one}`) }),
    );
    return ERROR;
  }
  if (!scope.settings.has(name.name)) {
    const near = suggest(name.name, known);
    const suggestion = near === null ? null : `settings.${near}`;
    scope.report(unknownSetting({ name: `settings.${name.name}`, span: spanUpTo(path, 2), suggestion }));
    return ERROR;
  }
  return more === undefined ? scalar('text') : checkMembers(scalar('text'), path, 2, scope);
}

function nameUpTo(path: Path, count: number): string {
  return path.segments
    .slice(0, count)
    .map((segment) => segment.name)
    .join('.');
}

function spanUpTo(path: Path, count: number): Span {
  const last = path.segments[count - 1];
  const first = path.segments[0];
  if (last === undefined || first === undefined) throw new Error('a path is cut only at its own segments');
  return { start: first.span.start, end: last.span.end };
}
