import type { RuleFacts } from '../../stdlib/index.ts';
import { asksOfPolicy } from '../asks.ts';
import { type CoreEffect, type CorePolicy, DEFAULT_RULE } from '../core.ts';
import { defaultAsks, ruleAsks } from './emit-asks.ts';

/** What is known of the rules of a policy beside their code, that of `default: deny` included. */
export function ruleFacts(policy: CorePolicy): readonly RuleFacts[] {
  const asksOf = asksOfPolicy(policy);
  const facts = policy.rules.map((rule): RuleFacts => {
    const { id, name, mode, clauses, condition, effects, script } = rule;
    return {
      id,
      name,
      mode,
      clauses: clauses.map(({ part, text, line }) => ({ part, text, line })),
      condition,
      ...(ruleAsks(rule, policy, asksOf) ? { asks: true } : {}),
      ...(effects.some(({ kind }) => STEERING.has(kind)) ? { steers: true } : {}),
      ...(effects.some(({ kind }) => LASTING.has(kind)) ? { lasts: true } : {}),
      ...(script === null ? {} : { script }),
    };
  });
  if (policy.default === 'allow') return facts;
  const name = 'Refused unless a rule admitted';
  const asks = defaultAsks(policy, asksOf) ? { asks: true } : {};
  return [...facts, { id: DEFAULT_RULE, name, mode: 'enforce', clauses: [], ...asks, steers: true }];
}

/** After these, others may not be reached or may see another login. */
const STEERING: ReadonlySet<CoreEffect['kind']> = new Set([
  'deny',
  'stop',
  'set_profile',
  'redirect',
  'link_to',
  'run_script',
]);

const LASTING: ReadonlySet<CoreEffect['kind']> = new Set(['set_metadata', 'count', 'call', 'notify']);
