import type { Limits } from '../limits.ts';
import type { OpenPolicies } from '../policies/open-policies.ts';
import type { Deciders } from './join-deciders.ts';
import { createCameReader } from './read-came.ts';
import { createReader } from './read-fields.ts';
import { type Ask, sendFields } from './send-fields.ts';
import type { Tell } from './told.ts';

/** Deciders in a sandbox: only the fields that they read go in. It throws what the sandbox throws. */
export function tellInside(deciders: Deciders, sandbox: () => OpenPolicies, limits: Limits): Tell {
  const read = createReader(deciders.fields, limits);
  const readCame = createCameReader(limits);
  const decide: Ask = (text, timeout) => sandbox().decide(text, timeout);
  return (login, clock) => {
    // Asking for it and writing it down take as long as many a rule.
    const now = deciders.isTimeless ? 0 : clock();
    const fields = read(login, now);
    const came = fields === null ? null : readCame(login);
    if (fields === null || came === null) return null;
    const answer = sendFields(fields, decide, deciders, limits);
    if (answer === null || answer.length > limits.resultLength) return null;
    return { effects: answer === '' ? [] : JSON.parse(answer), came, now };
  };
}
