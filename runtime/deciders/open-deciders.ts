import type { CompiledPolicy, FieldFacts } from '../../stdlib/index.ts';
import type { Limits } from '../limits.ts';
import { isRecord, type Login } from '../login/read-login.ts';
import type { Compatibility } from '../pipeline-options.ts';
import type { OpenPolicies } from '../policies/open-policies.ts';
import { makeFailureReport } from '../report/make-refusal.ts';
import { makeReport } from '../report/make-report.ts';
import type { Report } from '../report/report.ts';
import { applyEffects } from './apply-effects.ts';
import { openGrants } from './grants.ts';
import type { Deciders } from './join-deciders.ts';
import { createReader } from './read-fields.ts';

/** Decides logins by the fields that policies read. */
export interface OpenDeciders {
  /**
   * null: the login has to be looked at as a whole. `now` is in milliseconds since 1970 UTC. Never throws: a sandbox that
   * is lost on the way is a failure.
   */
  decide(value: unknown, now: number, compatibility: Compatibility): Report | null;
}

export function openDeciders(
  deciders: Deciders,
  policies: readonly CompiledPolicy[],
  sandbox: () => OpenPolicies,
  limits: Limits,
): OpenDeciders {
  const { fields } = deciders;
  const read = createReader([...fields, ...CAME], limits);
  const rules = policies.reduce((sum, policy) => sum + policy.rules.length, 0);
  return {
    decide(value, now, compatibility) {
      const login = loginOf(value);
      if (login === null) return null;
      const found = read(login);
      if (found === null) return null;
      const [idToken, accessToken, multifactor, scope] = found.splice(fields.length);
      found.unshift(now);
      const text = JSON.stringify(found);
      if (text.length > limits.loginBytes) return null;
      const isShort = text.length <= SHORT && text.length * rules <= 1_000_000;
      const timeout = isShort && !deciders.goesDeep ? null : limits.timeout;
      const policies = sandbox();
      try {
        const answer = policies.decide(text, timeout);
        if (answer.length > limits.resultLength) return null;
        const told: readonly unknown[] = answer === '' ? [] : JSON.parse(answer);
        const grants = openGrants({ idToken, accessToken, multifactor, scope }, now);
        return makeReport(login, applyEffects(told, grants, deciders, limits), null, { compatibility });
      } catch (error) {
        // A rule that failed is told by its name where all of the login is looked at.
        return policies.isOpen ? null : makeFailureReport(login, String(error));
      }
    },
  };
}

/**
 * Characters of the fields. Sentences have no loops but over the members of lists, so what is short is over before a timer
 * would be set; setting one costs as much as the crossing.
 */
const SHORT = 16_384;

/** A login whose parts are records; null where it is to be read with more care. */
function loginOf(value: unknown): Login | null {
  if (!isRecord(value) || 'toJSON' in value) return null;
  const { user, context } = value;
  return isRecord(user) && isRecord(context) && !Object.hasOwn(context, 'lintel') ? { user, context } : null;
}

const place = (...path: readonly string[]): FieldFacts => {
  return { root: 'context', path, shape: 'valueOf', isList: false, assumed: undefined };
};
const CAME = [
  place('idToken'),
  place('accessToken'),
  place('multifactor'),
  place('request', 'query', 'scope'),
];
