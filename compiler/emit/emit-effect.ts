import { type CoreEffect, type CorePolicy, type CoreRule, isGuard } from '../core.ts';
import { block, type Code, join, js } from './code.ts';
import { call, type EmitContext } from './emit-context.ts';
import { canBeExempt } from './emit-exemption.ts';
import { emitValue } from './emit-expression.ts';
import { emitLasting } from './emit-lasting.ts';
import { emitAddress } from './emit-request.ts';
import type { Literal } from './literal-text.ts';

/** In order; effects next to each other that apply alike share one `if`. */
export function emitEffects(rule: CoreRule, policy: CorePolicy, context: EmitContext): readonly Code[] {
  const groups: { readonly applies: Applies; readonly lines: Code[] }[] = [];
  for (const effect of rule.effects) {
    const applies = appliesWhen(effect, policy);
    const line = emitEffect(effect, rule, policy, context);
    const last = groups.at(-1);
    if (last?.applies === applies) last.lines.push(line);
    else groups.push({ applies, lines: [line] });
    const inDoubt = emitDoubt(effect, policy, context);
    if (inDoubt !== null) groups.push({ applies: 'in doubt', lines: [inDoubt] });
  }
  return groups.map(({ applies, lines }) => {
    const [only] = lines;
    const condition = CONDITIONS[applies];
    if (lines.length === 1 && only !== undefined) return js`if (${condition}) ${only}`;
    return js`if (${condition}) {${block(lines)}\n}`;
  });
}

/** What a grant in doubt leaves behind for what comes after it, so that a lost fact never hides another. */
function emitDoubt(effect: CoreEffect, policy: CorePolicy, context: EmitContext): Code | null {
  if (effect.kind === 'set_profile')
    return js`${call('setProfile', context)}(user, ${effect.name}, undefined);`;
  if (effect.kind === 'stop') return js`${call('stopInDoubt', context)}(context, ${policy.id});`;
  if (effect.kind === 'run_script') return js`${call('scriptInDoubt', context)}(context);`;
  if (effect.kind === 'link_to') return js`${call('linkTo', context)}(context, undefined);`;
  return null;
}

/** When an effect is done: `possibly` and `surely` are what is known of the condition, `spared` of the exemption. */
type Applies = 'possibly' | 'possibly, not exempt' | 'surely' | 'in doubt';

/** The same in emitted code. */
export const CONDITIONS: Readonly<Record<Applies, Code>> = {
  possibly: js`possibly`,
  'possibly, not exempt': js`possibly && !spared`,
  surely: js`surely`,
  'in doubt': js`possibly && !surely`,
};

export function appliesWhen(effect: CoreEffect, policy: CorePolicy): Applies {
  if (!isGuard(effect)) return 'surely';
  return canBeExempt(effect, policy) ? 'possibly, not exempt' : 'possibly';
}

function emitEffect(effect: CoreEffect, rule: CoreRule, policy: CorePolicy, context: EmitContext): Code {
  switch (effect.kind) {
    case 'deny': {
      const deny = js`return callback(${call('denial', context)}(${emitValue(effect.message, context)}, ${effect.code}));`;
      if (effect.log === null) return deny;
      return js`{ ${emitLog(effect.log, rule, context)} ${deny} }`;
    }
    case 'admit':
      return js`${call('admit', context)}(context, ${policy.id}, ${rule.id});`;
    case 'stop':
      return js`${call('stop', context)}(context, ${policy.id});`;
    case 'require_mfa':
      return js`${call('requireMfa', context)}(context, ${demandOf(effect, rule.id)});`;
    case 'set_claim':
      return js`${call('setClaim', context)}(context, ${effect.tokens}, ${effect.name}, ${emitValue(effect.value, context)});`;
    case 'add_to_claim':
      return js`${call('addToClaim', context)}(context, ${effect.tokens}, ${effect.name}, ${emitValue(effect.value, context)});`;
    case 'remove_claim':
      return js`${call('removeClaim', context)}(context, ${effect.tokens}, ${effect.name});`;
    case 'add_scopes':
      return js`${call('addScopes', context)}(context, ${emitValue(effect.scopes, context)});`;
    case 'remove_scopes':
      return js`${call('removeScopes', context)}(context, ${emitValue(effect.scopes, context)});`;
    case 'limit_scopes':
      return js`${call('limitScopes', context)}(context, ${emitValue(effect.scopes, context)});`;
    case 'set_profile':
      return js`${call('setProfile', context)}(user, ${effect.name}, ${emitValue(effect.value, context)});`;
    case 'limit_session':
      return js`${call('limitSession', context)}(context, ${effect.lasts ?? undefined}, ${effect.idle ?? undefined});`;
    case 'log':
      return emitLog(effect.message, rule, context);
    case 'run_script':
      return js`${call('runScript', context)}(context);`;
    case 'set_metadata':
    case 'count':
    case 'call':
    case 'notify':
      return emitLasting(effect, rule, policy, context);
    case 'link_to':
      return js`${call('linkTo', context)}(context, ${emitValue(effect.user, context)});`;
    case 'redirect': {
      const visit = { policy: policy.id, rule: rule.id, signWith: effect.signWith };
      const names: Literal = effect.with.map(([name]) => name);
      const values = effect.with.map(([, value]) => emitValue(value, context));
      const data = js`${call('recordFields', context)}(${names}, [${join(values, js`, `)}])`;
      const send = js`${call('sendOn', context)}(context, ${visit}, ${emitAddress(effect.to, context)}, ${data})`;
      return js`{
  const errorOfVisit = ${send};
  if (errorOfVisit !== undefined) return callback(errorOfVisit);
}`;
    }
  }
}

/** A demand as `context.multifactor` holds it. */
export function demandOf(effect: CoreEffect & { readonly kind: 'require_mfa' }, rule: string) {
  const { methods, provider, remember, maxAge } = effect;
  return {
    provider: provider ?? 'any',
    ...(methods === null ? {} : { methods }),
    allowRememberBrowser: remember !== null,
    ...(remember === null ? {} : { remember }),
    ...(maxAge === null ? {} : { maxAge }),
    by: rule,
  };
}

function emitLog(message: Parameters<typeof emitValue>[0], rule: CoreRule, context: EmitContext): Code {
  return js`${call('logLine', context)}(context, "info", ${rule.id}, ${emitValue(message, context)});`;
}
