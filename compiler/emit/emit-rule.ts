import { type CorePolicy, type CoreRule, DEFAULT_RULE } from '../core.ts';
import { block, type Code, comment, js } from './code.ts';
import { emitAskingCondition } from './emit-asking.ts';
import { defaultAsks, emitEffectAsks, emitLost, emitPreview, ruleAsks } from './emit-asks.ts';
import { call, type EmitContext, markSource } from './emit-context.ts';
import { emitEffects } from './emit-effect.ts';
import { emitExempt, emitExempted, emitSpared } from './emit-exemption.ts';
import { emitTracedCondition } from './emit-traced-condition.ts';
import { emitCondition } from './emit-tree.ts';
import { canBeStopped } from './rule-parts.ts';

/** One rule as `function id(user, context, callback) { … }`, its sentences as comments. */
export function emitRule(rule: CoreRule, policy: CorePolicy, context: EmitContext): Code {
  const asks = ruleAsks(rule, policy, context.asksOf);
  const isFast = context.form === 'fast';
  const lines = [
    ...emitStopCheck(rule, policy, context),
    ...(asks && !isFast ? emitPreview(emitFast(rule, policy, 'asks', fastOf(context)), context) : []),
    ...(isFast
      ? emitFast(rule, policy, asks ? 'asks' : 'knows', context)
      : [
          ...emitTracedCondition(rule, reachedOrUnknown(rule, policy, context), context),
          ...emitSpared(rule, policy, context),
        ]),
    ...(asks && isFast ? emitLost(context) : []),
    ...emitExempted(rule, policy, context),
    ...emitEffects(rule, policy, context),
    goOn,
  ];
  return js`${markSource(rule.span.start, context)}${comment(`${rule.id}: ${rule.name}`)}
function ${context.names.of('rule', rule.id)}(user, context, callback) {${block(lines)}
}`;
}

/** The generated last rule of a policy with `default: deny`. */
export function emitDefaultRule(policy: CorePolicy, context: EmitContext): Code {
  const { exempt } = policy;
  const asks = defaultAsks(policy, context.asksOf);
  const exempted = js`${call('exempted', context)}(context, ${policy.id}, ${DEFAULT_RULE});`;
  const lines = [
    js`if (${call('isAdmitted', context)}(context, ${policy.id})) ${goOn}`,
    ...(exempt !== null && asks ? emitPreview([js`${emitExempt(exempt, fastOf(context))};`], context) : []),
    ...(context.form === 'traced' ? [js`${call('verdict', context)}(context, true);`] : []),
    ...(exempt === null
      ? []
      : [
          js`if (${emitExempt(exempt, context)}) {
  ${exempted}
  ${goOn}
}`,
        ]),
    js`return callback(${call('denial', context)}("You are not allowed to sign in.", "not_admitted"));`,
  ];
  return js`${comment('default: deny unless a rule admitted')}
function ${context.names.of('generated', DEFAULT_RULE)}(user, context, callback) {${block(lines)}
}`;
}

/** Of the traced form, a piece that notes nothing. */
function fastOf(context: EmitContext): EmitContext {
  return { ...context, form: 'fast', fields: new Map() };
}

const goOn = js`return callback(null, user, context);`;

/** What a rule has to know before it does anything, by the shortest way. */
function emitFast(
  rule: CoreRule,
  policy: CorePolicy,
  mode: 'asks' | 'knows',
  context: EmitContext,
): readonly Code[] {
  if (mode === 'knows')
    return [
      ...emitCondition(rule, reached(rule, policy, context), context),
      ...emitSpared(rule, policy, context),
    ];
  const lines = [
    ...emitAskingCondition(rule, reached(rule, policy, context), context),
    ...emitSpared(rule, policy, context),
  ];
  const asks = emitEffectAsks(rule, policy, context);
  if (asks.length === 0) return lines;
  return [...lines, js`if (!${call('isWaiting', context)}(context)) {${block(asks)}\n}`];
}

/** A rule is not reached once an earlier rule of the policy said `stop`. */
function emitStopCheck(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  if (!canBeStopped(rule, policy)) return [];
  return [
    js`if (${call('isStopped', context)}(context, ${policy.id})) return callback(null, user, context);`,
  ];
}

/** The same as a value: it is unknown whether the rule is reached. */
function reachedOrUnknown(rule: CoreRule, policy: CorePolicy, context: EmitContext): Code | null {
  if (!canBeStopped(rule, policy)) return null;
  return js`${call('mayBeStopped', context)}(context, ${policy.id}) ? undefined : true`;
}

/** True while no earlier rule may have ended the policy; null: none can. */
function reached(rule: CoreRule, policy: CorePolicy, context: EmitContext): Code | null {
  return canBeStopped(rule, policy) ? js`!${call('mayBeStopped', context)}(context, ${policy.id})` : null;
}
