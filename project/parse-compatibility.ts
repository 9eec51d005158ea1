import type { Yaml } from '../grammar/index.ts';
import type { Compatibility } from '../runtime/index.ts';
import { under, wordOf } from './yaml-values.ts';

/** Reads `compatibility`. What is none of the choices is left out: the schema tells of it. */
export function parseCompatibility(value: Yaml | undefined): Partial<Compatibility> {
  const appMetadata = choiceOf(under(value, 'app_metadata'), ['separate', 'merged']);
  const claims = choiceOf(under(value, 'claims'), ['standard', 'auth0', 'auth0-legacy']);
  const denialCode = choiceOf(under(value, 'denial_code'), ['unauthorized', 'access_denied']);
  return {
    ...(appMetadata === null ? {} : { appMetadata }),
    ...(claims === null ? {} : { claims }),
    ...(denialCode === null ? {} : { denialCode }),
  };
}

function choiceOf<const T extends string>(value: Yaml | undefined, choices: readonly T[]): T | null {
  const text = wordOf(value)?.text;
  return choices.find((choice) => choice === text) ?? null;
}
