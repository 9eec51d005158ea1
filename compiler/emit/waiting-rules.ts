import type { RuleFacts, WaitingRule } from '../../stdlib/index.ts';
import { DEFAULT_RULE } from '../core.ts';

/** The rules that may have to wait for look-ups, by their places. `rules` are all of a policy. */
export function waitingRules(rules: readonly RuleFacts[]): ReadonlyMap<number, WaitingRule> {
  const waiting = new Map<number, WaitingRule>();
  let stretch = 0;
  for (const [rule, { id, mode, asks, steers }] of rules.entries()) {
    if (mode === 'disabled') continue;
    // Whether the generated last rule needs anything depends on who admits before it.
    if (id === DEFAULT_RULE) stretch++;
    if (asks === true) waiting.set(rule, { rule, stretch });
    if (mode === 'enforce' && steers === true) stretch++;
  }
  return waiting;
}
