import { Ajv, type ErrorObject } from 'ajv';
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
  if (validate(value)) return { kind: 'short', short: value };
  const problems = new Map<string, LoginProblem>();
  for (const error of validate.errors ?? []) {
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

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

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
