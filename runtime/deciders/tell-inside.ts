import type { Limits } from '../limits.ts';
import type { OpenPolicies } from '../policies/open-policies.ts';
import type { Deciders } from './join-deciders.ts';
import { createCameReader } from './read-came.ts';
import { createReader } from './read-fields.ts';
import type { Tell } from './told.ts';

/** Deciders in a sandbox: only the fields that they read go in. It throws what the sandbox throws. */
export function tellInside(deciders: Deciders, sandbox: () => OpenPolicies, limits: Limits): Tell {
  const read = createReader(deciders.fields, limits);
  const readCame = createCameReader(limits);
  return (login, clock) => {
    const fields = read(login, clock());
    const came = fields === null ? null : readCame(login);
    if (came === null) return null;
    const text = JSON.stringify(fields);
    if (text.length > limits.loginBytes) return null;
    const answer = sandbox().decide(text, timeLimit(text, deciders, limits));
    if (answer.length > limits.resultLength) return null;
    return { effects: answer === '' ? [] : JSON.parse(answer), came };
  };
}

/**
 * How long deciders may take for fields, in milliseconds; null: they need no limit. Sentences have no loops but over the members
 * of lists, so what is short is over before a timer would be set; setting one costs as much as the crossing.
 */
export function timeLimit(
  text: string,
  { owners, goesDeep }: Pick<Deciders, 'owners' | 'goesDeep'>,
  { timeout }: Pick<Limits, 'timeout'>,
): number | null {
  const isShort = text.length <= SHORT && text.length * owners.length <= 1_000_000;
  return isShort && !goesDeep ? null : timeout;
}

/** Characters of the fields. */
const SHORT = 16_384;
