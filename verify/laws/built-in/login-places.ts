import { valueAt } from '../../login/fields.ts';
import type { TimedLogin } from '../../login/timed-login.ts';
import { type GivenAnswers, givenOf } from '../../look-ups/given-answers.ts';

/**
 * The place of a value in a login: `user`, `context`, or `answers` and the name of a look-up or a counter, then the names on
 * the way; numbers are places in a list.
 */
export type LoginSteps = readonly (string | number)[];

/** The login with another value at a place; a place that is not there is made, unless a text or a list is in its way. */
export function withValue(login: TimedLogin, steps: LoginSteps, value: unknown): TimedLogin {
  const [root, ...rest] = steps;
  if (root === 'answers') return withAnswer(login, rest, value);
  if (root === 'user') return { ...login, user: asRecord(put(login.user, rest, value)) };
  return { ...login, context: asRecord(put(login.context, rest, value)) };
}

/** The login without what stands at a place. */
export function withoutPlace(login: TimedLogin, steps: LoginSteps): TimedLogin {
  return withValue(login, steps, undefined);
}

/** What stands at a place; undefined: nothing. */
export function valueInLogin(login: TimedLogin, steps: LoginSteps): unknown {
  const [root, name, ...rest] = steps;
  if (root !== 'answers') return valueAt(login, steps);
  const given = givenAt(login.answers, name);
  return given?.kind === 'value' ? valueAt(given.value, rest) : undefined;
}

/** All places of a login, those of what look-ups answer it among them. */
export function placesInLogin({ user, context, answers = {} }: TimedLogin): readonly LoginSteps[] {
  const answered = Object.entries(answers).flatMap(([name, given]): readonly LoginSteps[] => {
    const at = ['answers', name];
    return given.kind === 'value' ? [at, ...placesIn(given.value, at)] : [];
  });
  return [...placesIn(user, ['user']), ...placesIn(context, ['context']), ...answered];
}

/** Every place below `value`, outermost first, those of fields in lists of records among them, members of lists not. */
function placesIn(value: unknown, at: LoginSteps): readonly LoginSteps[] {
  if (Array.isArray(value)) return value.flatMap((member, index) => placesIn(member, [...at, index]));
  if (!isBranch(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...at, name], ...placesIn(inner, [...at, name])]);
}

/** True when one of two places is the other or lies in it; places in lists are passed over. */
export function areRelated(one: LoginSteps, other: LoginSteps): boolean {
  const [a, b] = [one, other].map((steps) => steps.filter((step) => typeof step === 'string'));
  if (a === undefined || b === undefined) return false;
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((step, index) => step === b[index]);
}

/** The same question about many places, for many others at once. */
export function openRelated(places: readonly LoginSteps[]): (steps: LoginSteps) => boolean {
  const whole = new Set<string>();
  const ways = new Set<string>();
  for (const place of places) {
    const keys = keysOf(place);
    for (const key of keys) ways.add(key);
    whole.add(keys.at(-1) ?? '');
  }
  return (steps) => {
    const keys = keysOf(steps);
    return ways.has(keys.at(-1) ?? '') || keys.some((key) => whole.has(key));
  };
}

/** A key for each step of the way to a place, the last for the place itself. */
function keysOf(steps: LoginSteps): readonly string[] {
  const names = steps.filter((step) => typeof step === 'string');
  return names.map((_, index) => JSON.stringify(names.slice(0, index + 1)));
}

function put(at: unknown, steps: LoginSteps, value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(at))
    return at.map((member, index) => (index === step ? put(member, rest, value) : member));
  if (at !== undefined && !isBranch(at)) return at;
  const inner = put(isBranch(at) && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined, rest, value);
  const others = Object.entries(at ?? {}).filter(([name]) => name !== step);
  const isKnown = isBranch(at) && Object.hasOwn(at, step);
  if (inner === undefined) return Object.fromEntries(others);
  // A field that was there keeps its place, so that nothing but its value differs.
  return isKnown
    ? Object.fromEntries(Object.entries(at).map(([name, old]) => [name, name === step ? inner : old]))
    : Object.fromEntries([...others, [String(step), inner]]);
}

/** An answer of which nothing is left says that there is nothing; what is not answered stays so. */
function withAnswer(login: TimedLogin, [name, ...rest]: LoginSteps, value: unknown): TimedLogin {
  const given = givenAt(login.answers, name);
  if (given === undefined || (given.kind !== 'value' && value === undefined)) return login;
  const next = put(given.kind === 'value' ? given.value : undefined, rest, value);
  return { ...login, answers: { ...login.answers, [String(name)]: givenOf(next) } };
}

function givenAt(answers: GivenAnswers = {}, name: string | number | undefined) {
  return name !== undefined && Object.hasOwn(answers, name) ? answers[name] : undefined;
}

function asRecord(value: unknown): TimedLogin['user'] {
  return isBranch(value) && !Array.isArray(value) ? { ...value } : {};
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
