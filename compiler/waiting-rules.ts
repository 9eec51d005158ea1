import type { RuleFacts, WaitingRule } from '../stdlib/index.ts';
import { DEFAULT_RULE } from './core.ts';

/** The rules that may have to wait for look-ups, by their places. `rules` are all of a policy. */
export function waitingRules(rules: readonly RuleFacts[]): ReadonlyMap<number, WaitingRule> {
  const waiting = new Map<number, WaitingRule>();
  // Whether what comes after a rule leads to another that waits; the generated last rule depends on who admits before it.
  let leadsOn = false;
  for (const [rule, { id, mode, asks, steers }] of [...rules.entries()].reverse()) {
    if (mode === 'disabled') continue;
    if (mode === 'enforce' && steers === true) leadsOn = false;
    if (asks !== true) continue;
    waiting.set(rule, { rule, leadsOn });
    leadsOn = id !== DEFAULT_RULE;
  }
  return waiting;
}
