import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Answer } from '../ten-rules/by-hand.ts';
import { BLOCKED_COUNTRIES, CORPORATE_DOMAINS, GUESTS, type WorkloadLogin } from '../ten-rules/logins.ts';
import { factsOf } from './facts-of.ts';
import type { Peer } from './peer.ts';

/** Cedar: policies parsed ahead, which is the cheapest call that it has. */
export function cedarTenRules(): Peer<WorkloadLogin, Answer> {
  const list = (values: readonly string[]) => JSON.stringify(values);
  const parsed = preparsePolicySet(POLICY_SET, {
    staticPolicies: `
      permit (principal, action, resource);
      forbid (principal, action, resource) unless { context.email_verified };
      forbid (principal, action, resource)
        unless { ${list(CORPORATE_DOMAINS)}.contains(context.domain) || ${list(GUESTS)}.contains(context.email) };
      forbid (principal, action, resource) when { ${list(BLOCKED_COUNTRIES)}.contains(context.country) };
      forbid (principal, action, resource) when { context.app == "hr" && !context.groups.contains("hr-staff") };
      forbid (principal, action, resource) when { context.blocked };
      forbid (principal, action, resource) when { context.logins > 100000 };`,
  });
  if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return {
    name: 'Cedar, in wasm',
    gives: 'decision',
    note: 'sandbox of wasm; decision only; the host picks the fields',
    decide(login) {
      const answer = statefulIsAuthorized({
        principal: { type: 'User', id: 'somebody' },
        action: { type: 'Action', id: 'login' },
        resource: { type: 'Application', id: 'some' },
        context: { ...factsOf(login) },
        preparsedPolicySetId: POLICY_SET,
        entities: [],
      });
      if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('\n'));
      return { decision: answer.response.decision };
    },
  };
}

const POLICY_SET = 'ten-rules';
