import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import type { Answer } from '../ten-rules/by-hand.ts';
import { BLOCKED_COUNTRIES, CORPORATE_DOMAINS, GUESTS, type WorkloadLogin } from '../ten-rules/logins.ts';
import { factsOf } from './facts-of.ts';
import type { Peer } from './peer.ts';

/** GoRules Zen: a decision of three nodes, compiled ahead, of which the middle one holds the rules as expressions. */
export function zenTenRules(): Peer<WorkloadLogin, Answer> {
  const list = (values: readonly string[]) => JSON.stringify(values);
  const expressions = {
    decision: [
      `email_verified != true ? 'deny'`,
      `(not (domain in ${list(CORPORATE_DOMAINS)}) and not (email in ${list(GUESTS)})) ? 'deny'`,
      `(country in ${list(BLOCKED_COUNTRIES)}) ? 'deny'`,
      `(app == 'hr' and not some(groups, # == 'hr-staff')) ? 'deny'`,
      `blocked == true ? 'deny'`,
      `logins > 100000 ? 'deny'`,
      `'allow'`,
    ].join(' : '),
    mfa: `(some(groups, # == 'admin') and not startsWith(ip, '10.')) or not (country in usual_countries)`,
    roles: `filter(groups, startsWith(#, 'role:'))`,
  };
  const position = { x: 0, y: 0 };
  const rules = Object.entries(expressions).map(([key, value]) => ({ id: key, key, value }));
  const graph = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'rules', type: 'expressionNode', name: 'rules', position, content: { expressions: rules } },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'first', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'second', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(new ZenDecisionContent(graph));
  return {
    name: 'Zen, native',
    gives: 'decision',
    note: 'no sandbox; asynchronous; the host picks the fields',
    async decide(login) {
      const { usual_countries } = login.user.app_metadata;
      const { ip } = login.context.request;
      const { result } = await decision.evaluate({ ...factsOf(login), usual_countries, ip });
      return result;
    },
  };
}
