import type { World } from '../../compiler/index.ts';
import type { GivenLookUp } from '../../runtime/index.ts';
import { BASE_MOMENT } from '../generate/base-moment.ts';
import { fitsType } from '../generate/is-valid-login.ts';
import { type LoginSchema, loginSchema } from '../generate/login-schema.ts';
import { describePlace } from './describe-place.ts';
import { isRecord, valueAt, withValue } from './fields.ts';
import { loginSize, type WrittenTexts } from './login-size.ts';
import { ORDINARY_PROTOCOL } from './ordinary-login.ts';
import { withSameNames } from './same-names.ts';
import { simplerMoments, simplerValues } from './simpler-values.ts';
import type { TimedLogin } from './timed-login.ts';

export interface ShrinkOptions {
  /** Fields that the project adds to those of every login. Default: none. */
  readonly attributes?: World['attributes'];
  /** Texts of the project's policies by their lower-case form: of all spellings theirs is the plainest. Default: none. */
  readonly written?: WrittenTexts;
  /** How often the question may be asked. Default: 300. */
  readonly questions?: number;
}

/**
 * Makes a login smaller as long as `stillBroken` says yes: without fields and members, with the schema's examples and
 * round moments instead of odd ones, with shorter texts and smaller numbers. Every value stays as the schema has it; one
 * of a wrong shape stays of one. An answer of a look-up may go altogether: who asks has to see that nobody asked for it. Never larger than what it was given, and, unless the questions ran out, nothing that is
 * tried makes the result smaller still. Deterministic.
 */
export async function shrinkLogin(
  login: TimedLogin,
  stillBroken: (login: TimedLogin) => Promise<boolean>,
  options: ShrinkOptions = {},
): Promise<TimedLogin> {
  const schema = loginSchema(options.attributes ?? new Map());
  const written = options.written ?? new Map();
  let current = login;
  let size = loginSize(login, schema, written);
  let questions = options.questions ?? 300;
  const asked = new Set<string>();
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const edit of editsOf(current, schema, written)) {
      const smaller = applyEdit(current, edit, schema);
      if (smaller === null) continue;
      const smallerSize = loginSize(smaller, schema, written);
      const key = JSON.stringify(smaller);
      if (smallerSize >= size || asked.has(key)) continue;
      if (questions === 0) return current;
      questions -= 1;
      asked.add(key);
      if (!(await stillBroken(smaller))) continue;
      current = smaller;
      size = smallerSize;
      isDone = false;
    }
  }
  return current;
}

/** Another value for a place; undefined: nothing stands there any more. The path of the clock is `now` alone. */
interface Edit {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What can be tried on a login, the largest steps first: what goes, from the outside in, and then what gets simpler. */
function editsOf(login: TimedLogin, schema: LoginSchema, written: WrittenTexts): readonly Edit[] {
  const paths = [
    ...pathsIn(login.user, ['user']),
    ...pathsIn(login.context, ['context']),
    ...Object.entries(login.answers ?? {}).flatMap(pathsInAnswer),
  ];
  const { protocol, ...rest } = login.context;
  const wide = paths.toSorted((a, b) => a.length - b.length);
  return [
    { path: ['now'], value: BASE_MOMENT },
    { path: ['context', 'protocol'], value: ORDINARY_PROTOCOL },
    { path: ['user'], value: {} },
    ...(Object.keys(rest).length === 0
      ? []
      : [ORDINARY_PROTOCOL, protocol].map((value) => ({
          path: ['context'],
          value: given({ protocol: value }),
        }))),
    ...answerEdits(login),
    ...wide.flatMap((path) => (isWholeAnswer(path) ? [] : [{ path, value: undefined }])),
    ...withSameNames(login.context).map((value) => ({ path: ['context'], value })),
    ...wide.flatMap((path) => emptied(valueAt(login, path)).map((value) => ({ path, value }))),
    ...simplerClocks(login.now).map((value) => ({ path: ['now'], value })),
    ...paths.flatMap((path) => replacements(login, path, schema, written).map((value) => ({ path, value }))),
  ];
}

/** Simpler values; for one of a wrong shape, in the end, a shape that tests can say: a number they may take for a text. */
function replacements(
  login: TimedLogin,
  path: readonly string[],
  schema: LoginSchema,
  written: WrittenTexts,
): readonly unknown[] {
  const value = valueAt(login, path);
  const facts = describePlace(schema, path);
  const spelt = typeof value === 'string' ? written.get(value.toLowerCase()) : undefined;
  const simpler = [...(spelt === undefined ? [] : [spelt]), ...simplerValues(value, facts, login.now)];
  return fitsType(value, facts.type) ? simpler : [...simpler, {}, []];
}

/** All places with something in them; the last members of a list first, since what goes moves those behind it. */
function pathsIn(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  const steps = Array.isArray(value)
    ? value.map((_, index) => String(index)).toReversed()
    : isRecord(value)
      ? Object.keys(value)
      : [];
  return steps.flatMap((step) => {
    const place = [...path, step];
    return [place, ...pathsIn(valueAt(value, [step]), place)];
  });
}

/** The value of an answer as a whole, and all places in it. */
function pathsInAnswer([name, given]: readonly [string, GivenLookUp]): readonly (readonly string[])[] {
  const path = ['answers', name, 'value'];
  return given.kind === 'value' ? [path, ...pathsIn(given.value, path)] : [];
}

/** Without a value an answer is none, so that it goes in another way. */
function isWholeAnswer(path: readonly string[]): boolean {
  return path[0] === 'answers' && path.length === 3;
}

/** An answer that nobody asks for goes; of another, that there is nothing is the least that can be said. */
function answerEdits({ answers = {} }: TimedLogin): readonly Edit[] {
  const names = Object.keys(answers);
  return [
    ...(names.length === 0 ? [] : [{ path: ['answers'], value: undefined }]),
    ...names.flatMap((name) => [
      { path: ['answers', name], value: undefined },
      { path: ['answers', name], value: { kind: 'missing' } },
    ]),
  ];
}

function emptied(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.length > 0 ? [[], ...value.map((member: unknown) => [member])] : [];
  return isRecord(value) && Object.keys(value).length > 0 ? [{}] : [];
}

/** The base day at the same time of the day, the base week at the same time of the week, then rounder ones. */
function simplerClocks(now: number): readonly number[] {
  const day = 86_400_000;
  const same = (length: number) => {
    const start = Math.floor(BASE_MOMENT / length) * length;
    return start + (((now % length) + length) % length);
  };
  const moments = [same(day), same(7 * day), now];
  return moments.flatMap((moment) => [...simplerMoments(moment), moment]);
}

/** Null: the edit changes nothing, or puts something where it has no place. */
function applyEdit(login: TimedLogin, { path, value }: Edit, schema: LoginSchema): TimedLogin | null {
  if (path[0] === 'now') return typeof value === 'number' ? { ...login, now: value } : null;
  if (value === ORDINARY_PROTOCOL && path.join() === 'context,protocol') {
    return { ...login, context: { ...login.context, protocol: value } };
  }
  const before = valueAt(login, path);
  if (before === undefined || before === value) return null;
  const { type } = describePlace(schema, path);
  if (value !== undefined && !fitsType(value, type) && fitsType(before, type)) return null;
  const { now, ...parts } = login;
  const { user, context, answers } = Object(withValue(parts, path, value));
  if (!isRecord(user) || !isRecord(context)) return null;
  return answers === undefined ? { user, context, now } : { user, context, now, answers };
}

function given(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
