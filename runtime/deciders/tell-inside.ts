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
    const isShort = text.length <= SHORT && text.length * deciders.rules <= 1_000_000;
    const timeout = isShort && !deciders.goesDeep ? null : limits.timeout;
    const answer = sandbox().decide(text, timeout);
    if (answer.length > limits.resultLength) return null;
    return { effects: answer === '' ? [] : JSON.parse(answer), came };
  };
}

/**
 * Characters of the fields. Sentences have no loops but over the members of lists, so what is short is over before a timer
 * would be set; setting one costs as much as the crossing.
 */
const SHORT = 16_384;
