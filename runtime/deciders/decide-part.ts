import type { Limits } from '../limits.ts';
import type { Login } from '../login/read-login.ts';
import type { GuestResult } from '../policies/guest.ts';
import type { OpenPolicies } from '../policies/open-policies.ts';
import { applyEffects } from './apply-effects.ts';
import type { Grants } from './grants.ts';
import type { Deciders } from './join-deciders.ts';
import { createReader } from './read-fields.ts';
import { type Ask, sendFields } from './send-fields.ts';

/** A login between rules in JavaScript, and the policies that it comes to: from a place to before another. */
export interface PartToDecide {
  readonly login: Login;
  /** What it was granted so far; changed by what applies. */
  readonly grants: Grants;
  readonly from: number;
  readonly to: number;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/** null: the policies have to be run, and nothing was done. Throws when the sandbox is lost. */
export type DecidePart = (part: PartToDecide) => GuestResult | null;

/** Decides parts of a pipeline by the fields that its policies read. */
export function createPartDecider(
  deciders: Deciders,
  sandbox: () => OpenPolicies,
  limits: Limits,
): DecidePart {
  const read = createReader(deciders.fields, limits);
  const ask = (fields: unknown[], from: number, to: number): string | null => {
    const policies = sandbox();
    try {
      const send: Ask = (text, timeout) => policies.decidePart(`${from} ${to} ${text}`, timeout);
      return sendFields(fields, send, deciders, limits);
    } catch (error) {
      // A rule that failed is told by its name where it is run.
      if (policies.isOpen) return null;
      throw error;
    }
  };
  return ({ login, grants, from, to, now }) => {
    const fields = read(login, now);
    const answer = fields === null ? null : ask(fields, from, to);
    if (answer === null || answer.length > limits.resultLength) return null;
    const effects: readonly unknown[] = answer === '' ? [] : JSON.parse(answer);
    return applyEffects(effects, grants, deciders, limits);
  };
}
