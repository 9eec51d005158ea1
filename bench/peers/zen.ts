import { ZenEngine } from '@gorules/zen-engine';
import type { Answer } from '../ten-rules/by-hand.ts';
import { BLOCKED_COUNTRIES, CORPORATE_DOMAINS, GUESTS, type WorkloadLogin } from '../ten-rules/logins.ts';
import type { Peer } from './peer.ts';

/** GoRules Zen: a decision of three nodes, of which the middle one holds the rules as expressions. */
export function zenTenRules(): Peer<WorkloadLogin, Answer> {
  const list = (values: readonly string[]) => JSON.stringify(values);
  const expressions = {
    decision: [
      `user.email_verified != true ? 'deny'`,
      `(not (split(user.email, '@')[1] in ${list(CORPORATE_DOMAINS)}) and not (user.email in ${list(GUESTS)})) ? 'deny'`,
      `(context.request.geoip.country_code in ${list(BLOCKED_COUNTRIES)}) ? 'deny'`,
      `(context.clientName == 'hr' and not some(user.groups, # == 'hr-staff')) ? 'deny'`,
      `user.app_metadata.blocked == true ? 'deny'`,
      `context.stats.loginsCount > 100000 ? 'deny'`,
      `'allow'`,
    ].join(' : '),
    mfa: `(some(user.groups, # == 'admin') and not startsWith(context.request.ip, '10.')) or not (context.request.geoip.country_code in user.app_metadata.usual_countries)`,
    roles: `filter(user.groups, startsWith(#, 'role:'))`,
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
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)));
  return {
    name: 'Zen, native',
    gives: 'decision',
    note: 'no sandbox; asynchronous',
    decide: async (login) => (await decision.evaluate(login)).result,
  };
}
