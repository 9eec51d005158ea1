import { type CorePolicy, type CoreRule, DEFAULT_RULE } from '../core.ts';
import { block, type Code, comment, js } from './code.ts';
import { emitAskingCondition } from './emit-asking.ts';
import { defaultAsks, emitEffectAsks, ruleAsks } from './emit-asks.ts';
import { type DeciderContext, emitDecided } from './emit-decided.ts';
import { appliesWhen, CONDITIONS } from './emit-effect.ts';
import { emitExempt, emitSpared, hasExempt } from './emit-exemption.ts';
import { emitTracedCondition, emitVerdictNote } from './emit-traced-condition.ts';
import { emitCondition } from './emit-tree.ts';
import { canBeStopped } from './rule-parts.ts';

/** One rule of a decider as a block that is left when the rule ends. */
export function emitDecidedRule(
  rule: CoreRule,
  index: number,
  policy: CorePolicy,
  context: DeciderContext,
): Code {
  const canEnd = canBeStopped(rule, policy);
  const isReached = canEnd ? js`state.stopped === 'no'` : null;
  const asks = ruleAsks(rule, policy, context.asksOf);
  const lines = [
    ...emitKnown(rule, isReached, asks, context),
    ...emitSpared(rule, policy, context),
    ...(asks ? emitWait(emitEffectAsks(rule, policy, context)) : []),
    ...(hasExempt(rule, policy)
      ? [js`if (spared) ${emitDecided({ kind: 'exempted' }, rule, index, context)}`]
      : []),
    ...rule.effects.flatMap((effect) => {
      const applies = CONDITIONS[appliesWhen(effect, policy)];
      const done = js`if (${applies}) ${emitDecided(effect, rule, index, context)}`;
      const isInDoubt = effect.kind === 'stop' && rule.mode === 'enforce';
      return isInDoubt
        ? [done, js`if (possibly && !surely && state.stopped === 'no') state.stopped = 'perhaps';`]
        : [done];
    }),
  ];
  const reached = canEnd ? js`if (state.stopped !== 'yes') ` : js``;
  return js`${comment(`${rule.id}: ${rule.name}`)}
rule: ${reached}{${block(lines)}
}`;
}

function emitKnown(
  rule: CoreRule,
  isReached: Code | null,
  asks: boolean,
  context: DeciderContext,
): readonly Code[] {
  if (context.form === 'traced')
    return emitTracedCondition(rule, isReached === null ? null : js`${isReached} || undefined`, context);
  return asks ? emitAskingCondition(rule, isReached, context) : emitCondition(rule, isReached, context);
}

/** Leaves a rule that waits, or that needs what is lost, before it tells anything. */
function emitWait(asks: readonly Code[]): readonly Code[] {
  return [
    ...(asks.length === 0 ? [] : [js`if (asked.wanted.length === 0) {${block(asks)}\n}`]),
    js`if (asked.wanted.length > 0 || asked.isLost) break rule;`,
  ];
}

/** The generated last rule of a policy with `default: deny`. */
export function emitDecidedDefault(policy: CorePolicy, context: DeciderContext): Code {
  const { exempt } = policy;
  const index = policy.rules.length;
  const tell = (kind: 'exempted' | 'deny') =>
    emitDecided(
      kind === 'deny' ? NOT_ADMITTED : { kind },
      { id: DEFAULT_RULE, mode: 'enforce' },
      index,
      context,
    );
  const asks = defaultAsks(policy, context.asksOf);
  const spared = exempt === null ? null : emitExempt(exempt, context);
  const deny =
    spared === null
      ? tell('deny')
      : js`if (${asks ? js`spared` : spared}) ${tell('exempted')}
else ${tell('deny')}`;
  const lines = [
    ...(context.form === 'fast' ? [] : [js`${emitVerdictNote(js`true`, context)};`]),
    ...(asks && spared !== null ? [js`const spared = ${spared};`, ...emitWait([])] : []),
    deny,
  ];
  return js`${comment('default: deny unless a rule admitted')}
${asks ? js`rule: ` : js``}if (!state.admitted) {${block(lines)}
}`;
}

const NOT_ADMITTED = {
  kind: 'deny',
  message: { kind: 'literal', value: 'You are not allowed to sign in.', type: { kind: 'text' } },
  code: 'not_admitted',
  log: null,
} as const;
