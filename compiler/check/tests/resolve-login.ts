import { type Data, type Diagnostic, suggest } from '../../../grammar/index.ts';
import type { World } from '../check.ts';
import { nothingToLeaveOut, unknownFixture } from '../messages/check-test-messages.ts';
import { keysOf, overlayData, stepsOf, valueIn, withoutField } from './login-data.ts';

/** So many fixtures can be like each other in a row. */
export const MOST_LIKES = 50;

/** Where fixtures are, and what is told of what the login itself says. */
export interface ResolveContext {
  readonly fixtures: World['fixtures'];
  readonly report: (diagnostic: Diagnostic) => void;
}

/**
 * An abbreviated login with the fixture that it is `like` written out: first the fixture, then off it what `without`
 * names, then over it everything else that is said. What is wrong with the fixture itself is told in its own file, by
 * `checkFixtures`; here it is as good as not said.
 */
export function resolveLogin(login: Data, context: ResolveContext): Data {
  return resolve(login, context, []);
}

/** `path`: the names of the fixtures that led here; one that leads back to itself ends there. */
function resolve(login: Data, context: ResolveContext, path: readonly string[]): Data {
  if (login.kind === 'list') return login;
  const name = login.kind === 'text' ? login : valueIn(login, 'like');
  const own = login.kind === 'text' ? emptyLike(login) : withoutLike(login);
  const without = login.kind === 'text' ? null : valueIn(login, 'without');
  const base = name === null ? null : fixtureOf(name, context, path);
  if (without === null) return overlayData(base, own);
  return overlayData(leaveOut(base, without, context), own);
}

function emptyLike({ span }: Data): Data {
  return { kind: 'record', fields: [], span };
}

function withoutLike(login: Data & { readonly kind: 'record' }): Data {
  return {
    ...login,
    fields: login.fields.filter(({ name }) => name.text !== 'like' && name.text !== 'without'),
  };
}

function fixtureOf(name: Data, context: ResolveContext, path: readonly string[]): Data | null {
  const { fixtures, report } = context;
  // Anything but a text is told by the schema.
  if (name.kind !== 'text') return null;
  const named = fixtures.get(name.text);
  if (named === undefined) {
    const known = [...fixtures.keys()];
    const suggestion = suggest(name.text, known);
    report(unknownFixture({ name: name.text, span: name.span, suggestion, known }));
    return null;
  }
  if (path.includes(name.text) || path.length === MOST_LIKES) return null;
  return resolve(named.fixture.login, { fixtures, report: () => {} }, [...path, name.text]);
}

/** Takes off a fixture what `without` names: one key of the login, or a list of them. */
function leaveOut(base: Data | null, without: Data, { report }: ResolveContext): Data | null {
  const keys = without.kind === 'list' ? without.items : [without];
  let left = base;
  for (const key of keys) {
    if (key.kind !== 'text') continue;
    const less = left === null ? null : withoutField(left, stepsOf(key.text));
    if (less === null) {
      const suggestion = base === null ? null : suggest(key.text, keysOf(base));
      report(nothingToLeaveOut({ key: key.text, span: key.span, suggestion, isLike: base !== null }));
    } else left = less;
  }
  return left;
}
