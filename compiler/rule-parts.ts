import { type Code, comment } from './code.ts';
import { type CoreClause, type CoreEffect, type CorePolicy, type CoreRule, isGuard } from './core.ts';

/** True when an earlier rule of the policy can end it. */
export function canBeStopped(rule: CoreRule, policy: CorePolicy): boolean {
  const earlier = policy.rules.slice(0, policy.rules.indexOf(rule));
  return earlier.some((other) => other.effects.some((effect) => effect.kind === 'stop'));
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
