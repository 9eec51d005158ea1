import { type CoreClause, type CoreEffect, type CorePolicy, type CoreRule, isGuard } from '../core.ts';
import { type Code, comment } from './code.ts';

/** True when an earlier rule of the policy can end it. */
export function canBeStopped(rule: CoreRule, { rules }: CorePolicy): boolean {
  return stoppable(rules).has(rule);
}

/** Every rule asks, some several times, so the rules of a policy are gone through once. */
const STOPPABLE = new WeakMap<readonly CoreRule[], ReadonlySet<CoreRule>>();

function stoppable(rules: readonly CoreRule[]): ReadonlySet<CoreRule> {
  const known = STOPPABLE.get(rules);
  if (known !== undefined) return known;
  const first = rules.findIndex(({ effects }) => effects.some(({ kind }) => kind === 'stop'));
  const found = new Set(first === -1 ? [] : rules.slice(first + 1));
  STOPPABLE.set(rules, found);
  return found;
}

/** True for an effect that something happens with when nobody can tell whether the rule applies. */
export function needsPossibly(effect: CoreEffect): boolean {
  return isGuard(effect) || ['set_profile', 'stop', 'link_to', 'run_script'].includes(effect.kind);
}

/** True for an effect that is done only when the rule surely applies. */
export function needsSurely(effect: CoreEffect): boolean {
  return !isGuard(effect);
}

/** A sentence of a rule, for people. */
export function clauseComment(clause: CoreClause): Code {
  return comment(`${clause.part}: ${clause.text}`);
}

/** What a tree of clauses points at. */
export function clauseAt(rule: CoreRule, index: number): CoreClause {
  const clause = rule.clauses[index];
  if (clause === undefined) throw new Error('the tree of a rule points only at clauses of that rule');
  return clause;
}
