import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import * as messages from '../messages.ts';
import { nearestName } from '../nearest-name.ts';
import schema from './login.schema.json' with { type: 'json' };
import { isRecord } from './read-login.ts';

/** One thing wrong with an abbreviated login. `key` is the key it is about; null: the login as a whole. */
export interface LoginProblem {
  readonly key: string | null;
  readonly message: string;
  readonly help: string | null;
}

export type CheckedLogin =
  | { readonly kind: 'short'; readonly short: Readonly<Record<string, unknown>> }
  | { readonly kind: 'problem'; readonly problems: readonly LoginProblem[] };

/** Holds data against login.schema.json: one problem for each key that is wrong. */
export function checkAbbreviatedLogin(value: unknown): CheckedLogin {
  if (!isRecord(value)) {
    const message = messages.notAnAbbreviatedLogin({ found: messages.describeShape(value) });
    return { kind: 'problem', problems: [{ key: null, message, help: null }] };
  }
  const errors = errorsIn(value);
  if (errors.length === 0) return { kind: 'short', short: value };
  const problems = new Map<string, LoginProblem>();
  for (const error of errors) {
    const key = keyOf(error);
    if (!problems.has(key)) problems.set(key, KEYS.has(key) ? wrongKey(key, value[key]) : unknownKey(key));
  }
  return { kind: 'problem', problems: [...problems.values()] };
}

/** The problem of a known key whose value is not what it can be. */
export function wrongKey(key: string, value: unknown): LoginProblem {
  const expected = KEYS.get(key) ?? '';
  const message = messages.wrongValue({ key, expected, found: messages.describeShape(value) });
  return { key, message, help: null };
}

const LOGIN = 'login.schema.json';
// Tests hold the schema against the schema of schemas; no process should wait for that.
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, meta: false, validateSchema: false });
ajv.addSchema(schema, LOGIN);

/** The library compiles the schema when it is first asked for, which servers never do. */
function errorsIn(value: unknown): readonly ErrorObject[] {
  const validate = ajv.getSchema(LOGIN);
  if (validate === undefined) throw new Error('the schema was added under this name');
  return validate(value) ? [] : (validate.errors ?? []);
}

/** What each key can hold, in words for messages. */
const KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries(schema.properties).map(([key, { description }]) => [key, description]),
);

function unknownKey(key: string): LoginProblem {
  const names = [...KEYS.keys()];
  const near = nearestName(key, names);
  const help = near === null ? messages.knownKeys({ names }) : messages.didYouMean({ name: near });
  return { key, message: messages.unknownKey({ key }), help };
}

/** The key of the login that an error is about, however deep below it. */
function keyOf({ instancePath, params }: ErrorObject): string {
  const [, step] = instancePath.split('/');
  if (step !== undefined) return step;
  const { additionalProperty } = params;
  if (typeof additionalProperty !== 'string')
    throw new Error('the schema asks nothing else of a login as a whole');
  return additionalProperty;
}
