import { type AsksOf, coresOfEffect, coresOfRule } from '../asks.ts';
import type { CorePolicy, CoreRule } from '../core.ts';
import { block, type Code, js } from './code.ts';
import { call, type EmitContext, loginParameters } from './emit-context.ts';
import { appliesWhen, CONDITIONS } from './emit-effect.ts';
import { hasExempt } from './emit-exemption.ts';

/** True for a rule that reads a look-up or a counter, and may have to wait for it. */
export function ruleAsks(rule: CoreRule, policy: CorePolicy, asksOf: AsksOf): boolean {
  const { exempt } = policy;
  const cores = [...coresOfRule(rule)];
  if (exempt !== null && hasExempt(rule, policy)) cores.push(exempt.condition);
  return asksOf(cores).length > 0;
}

/** The same for the generated rule of `default: deny`. */
export function defaultAsks({ exempt }: CorePolicy, asksOf: AsksOf): boolean {
  return exempt !== null && asksOf([exempt.condition]).length > 0;
}

/** Reads what the effects of a rule read, each where they are done. */
export function emitEffectAsks(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  const lines = new Map<string, Code>();
  for (const effect of rule.effects) {
    const applies = appliesWhen(effect, policy);
    for (const { kind, name } of context.asksOf(coresOfEffect(effect))) {
      const read = context.names.of(kind === 'source' ? 'source' : 'counter', name);
      lines.set(
        `${applies} ${kind} ${name}`,
        js`if (${CONDITIONS[applies]}) ${read}(${loginParameters(context)});`,
      );
    }
  }
  return [...lines.values()];
}

/** Ends a rule that waits for a look-up, to be run again, or that needs one that has failed. */
export function emitLost(context: EmitContext): readonly Code[] {
  return [
    js`if (${call('isWaiting', context)}(context)) return callback(null, user, context);`,
    js`const lost = ${call('lostLookUp', context)}(context);`,
    js`if (lost !== undefined) return callback(lost);`,
  ];
}

/** Works `lines` out only for what they ask, before what notes all that it reads. */
export function emitPreview(lines: readonly Code[], context: EmitContext): readonly Code[] {
  return [js`${call('untraced', context)}(context, () => {${block(lines)}\n});`, ...emitLost(context)];
}
