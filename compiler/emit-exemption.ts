import { type Code, comment, js, mark } from './code.ts';
import type { CoreClause, CoreEffect, CorePolicy, CoreRule } from './core.ts';
import { call, type EmitContext } from './emit-context.ts';
import { emitSurely, emitValue } from './emit-expression.ts';

/** True for the effects that a policy's `exempt` spares a login. */
export function canBeExempt(effect: CoreEffect, policy: CorePolicy): boolean {
  const { kind } = effect;
  return policy.exempt !== null && (kind === 'deny' || kind === 'require_mfa' || kind === 'limit_session');
}

/** Works out `spared` for a rule that has something to be spared of, and writes it to the log. */
export function emitExemption(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  const { exempt } = policy;
  if (exempt === null || !rule.effects.some((effect) => canBeExempt(effect, policy))) return [];
  return [
    comment(`exempt: ${exempt.text}`),
    js`const spared = possibly && ${mark(exempt.span.start)}${emitExempt(exempt, context)};`,
    js`if (spared) ${call('exempted', context)}(context, ${policy.id}, ${rule.id});`,
  ];
}

/** JavaScript that is true when the login is surely exempt. */
export function emitExempt(exempt: CoreClause, context: EmitContext): Code {
  return context.form === 'fast'
    ? emitSurely(exempt.condition, context)
    : js`(${emitValue(exempt.condition, context)} === true)`;
}
