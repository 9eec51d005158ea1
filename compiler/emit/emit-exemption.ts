import type { CoreClause, CoreEffect, CorePolicy, CoreRule } from '../core.ts';
import { type Code, comment, js } from './code.ts';
import { call, type EmitContext, markSource } from './emit-context.ts';
import { emitSurely, emitValue } from './emit-expression.ts';

/** True for the effects that a policy's `exempt` spares a login. */
export function canBeExempt(effect: CoreEffect, policy: CorePolicy): boolean {
  const spares = ['deny', 'require_mfa', 'limit_session', 'redirect'];
  return policy.exempt !== null && spares.includes(effect.kind);
}

/** True for a rule that has something to be spared of. */
export function hasExempt(rule: CoreRule, policy: CorePolicy): boolean {
  return rule.effects.some((effect) => canBeExempt(effect, policy));
}

/** Works out `spared` for a rule that has something to be spared of. */
export function emitSpared(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  const { exempt } = policy;
  if (exempt === null || !hasExempt(rule, policy)) return [];
  return [
    comment(`exempt: ${exempt.text}`),
    js`const spared = possibly && ${markSource(exempt.span.start, context)}${emitExempt(exempt, context)};`,
  ];
}

/** Writes to the log that a login was spared something. */
export function emitExempted(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  if (!hasExempt(rule, policy)) return [];
  return [js`if (spared) ${call('exempted', context)}(context, ${policy.id}, ${rule.id});`];
}

/** JavaScript that is true when the login is surely exempt. */
export function emitExempt(exempt: CoreClause, context: EmitContext): Code {
  return context.form === 'fast' && context.asksOf([exempt.condition]).length === 0
    ? emitSurely(exempt.condition, context)
    : js`(${emitValue(exempt.condition, context)} === true)`;
}
