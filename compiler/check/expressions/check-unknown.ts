import { type Path, suggest } from '../../../grammar/index.ts';
import { builtins, LOGIN_NAMES, type Type, WORDS_OF_FUNCTIONS } from '../../../stdlib/index.ts';
import { noValue, unknownName, wrongKindOfName } from '../messages/check-name-messages.ts';
import type { Scope } from '../scope.ts';
import { nameEndingIn, nameOfPlace } from './login-paths.ts';

const ERROR: Type = { kind: 'error' };

/** Reports a path that begins with a name that nothing has, and says what may have been meant. */
export function checkUnknown(path: Path, scope: Scope): Type {
  const [root] = path.segments;
  if (root === undefined) throw new Error('a path has one segment or more, by its grammar');
  const { name } = root;
  if (builtins.has(name) && path.segments.length === 1) {
    const help = `write \`${name}(…)\``;
    scope.report(wrongKindOfName({ name, span: root.span, expected: 'a value', found: 'function', help }));
    return ERROR;
  }
  const names = path.segments.map((segment) => segment.name);
  const related = nameOfPlace(names) ?? nameEndingIn(names.join('.'));
  if (related !== null) {
    scope.report(unknownName({ name: names.join('.'), span: path.span, suggestion: related }));
    return ERROR;
  }
  if (NO_VALUES.has(name.toLowerCase())) {
    scope.report(noValue({ name, span: root.span }));
    return ERROR;
  }
  const near = suggest(name, [
    ...scope.variables.keys(),
    ...authorsNames(scope),
    ...LOGIN_NAMES.keys(),
    'settings',
    'counts',
  ]);
  scope.report(unknownName({ name, span: root.span, suggestion: isBareText(name, near) ? null : near }));
  return ERROR;
}

const NO_VALUES: ReadonlySet<string> = new Set(['null', 'undefined', 'nil', 'none', 'nan']);

/** A country, a group or a day whose quotes were forgotten, which only happens to resemble another name. */
function isBareText(name: string, near: string | null): boolean {
  if (near?.toLowerCase() === name.toLowerCase()) return false;
  return /^[A-Z]{2,3}$/.test(name) || (WORDS_OF_FUNCTIONS.get('weekday') ?? []).includes(name.toLowerCase());
}

/** Without the names that uses of templates have made, which no sentence can write. */
function authorsNames({ names }: Scope): readonly string[] {
  return [...names.keys()].filter((name) => !name.includes(' '));
}
