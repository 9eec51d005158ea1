import type { CoreCounter, CoreEffect, CorePolicy, CoreRule } from '../core.ts';
import { type Code, js } from './code.ts';
import { call, type EmitContext } from './emit-context.ts';
import { emitValue } from './emit-expression.ts';
import { emitCountKey, emitRequest } from './emit-request.ts';
import type { Literal } from './literal-text.ts';

/** What a rule does that outlasts the login. */
export type CoreLasting = CoreEffect & { readonly kind: 'set_metadata' | 'count' | 'call' | 'notify' };

/** Writes down what is to last. */
export function emitLasting(
  effect: CoreLasting,
  rule: CoreRule,
  policy: CorePolicy,
  context: EmitContext,
): Code {
  const facts = lastingFacts(effect, rule, policy);
  switch (effect.kind) {
    case 'set_metadata': {
      const { field, name, alsoOnDeny, value } = effect;
      const known = js`kind: "metadata", policy: ${policy.id}, rule: ${rule.id}, alsoOnDeny: ${alsoOnDeny}, field: ${field}, name: ${name}`;
      return js`${call('setMetadata', context)}(context, { ${known}, value: ${emitValue(value, context)} });`;
    }
    case 'count': {
      const key = emitCountKey(counterOf(effect.counter, policy), context);
      return js`${call('countLogin', context)}(context, ${facts}, ${key});`;
    }
    case 'call':
    case 'notify':
      return js`${call('sendLater', context)}(context, ${facts}, ${emitRequest(effect.request, context)});`;
  }
}

/** What is known of a lasting effect without a login. */
export function lastingFacts(
  effect: CoreLasting,
  rule: CoreRule,
  policy: CorePolicy,
): Record<string, Literal> {
  const of = { policy: policy.id, rule: rule.id, alsoOnDeny: effect.alsoOnDeny };
  switch (effect.kind) {
    case 'set_metadata':
      return { kind: 'metadata', ...of, field: effect.field, name: effect.name };
    case 'count':
      return { kind: 'count', ...of, counter: effect.counter };
    case 'call': {
      const { timeout, retry, ifItFails } = effect;
      return { kind: 'call', ...of, timeout, retry, ifItFails };
    }
    case 'notify':
      return { kind: 'notify', ...of };
  }
}

/** The counter of a name. */
export function counterOf(name: string, { counters }: CorePolicy): CoreCounter {
  const counter = counters.find((one) => one.name === name);
  if (counter === undefined) throw new Error(`the checker knows every counter, so \`${name}\` is described`);
  return counter;
}
