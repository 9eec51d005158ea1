import {
  buildConstant,
  compilePattern,
  type Decision,
  decideLogin,
  library,
  type RuleFunction,
  type Value,
} from '../stdlib/index.ts';
import { type Core, type CoreEffect, type CorePolicy, type CoreRule, conditionOf, isGuard } from './core.ts';
import { demandOf } from './emit-effect.ts';
import { canBeExempt } from './emit-exemption.ts';
import { type Frame, interpret } from './interpret.ts';

/**
 * What a policy does to a login, read straight off its core form: the same meaning as the emitted rules, by a shorter
 * way. `user` and `context` are changed as rules change them. `now` is in milliseconds since 1970 UTC.
 */
export function interpretPolicy(
  policy: CorePolicy,
  user: Record<string, unknown>,
  context: Record<string, unknown>,
  now: number,
): Decision {
  const constants = new Map(
    policy.constants.map((constant) => [constant.name, buildConstant(constant, compilePattern)]),
  );
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  const frame: Frame = { user, context, now, constants, conditions, locals: new Map() };
  const rules = policy.rules
    .filter((rule) => rule.mode === 'enforce')
    .map(
      (rule): RuleFunction =>
        (_user, _context, callback) =>
          callback(runRule(rule, policy, frame)),
    );
  const last: RuleFunction = (_user, _context, callback) => callback(runDefault(policy, frame));
  return decideLogin(policy.default === 'deny' ? [...rules, last] : rules, user, context, now);
}

function runRule(rule: CoreRule, policy: CorePolicy, frame: Frame): unknown {
  if (effectFunction('isStopped', frame.context, policy.id)) return null;
  const condition = interpret(conditionOf(rule), frame);
  const verdict =
    condition === true && effectFunction('mayBeStopped', frame.context, policy.id) ? undefined : condition;
  const spared = verdict !== false && isExempt(policy, frame);
  for (const effect of rule.effects) {
    const exempt = spared && canBeExempt(effect, policy);
    const applies = isGuard(effect) ? verdict !== false && !exempt : verdict === true;
    if (verdict === undefined && effect.kind === 'set_profile')
      effectFunction('setProfile', frame.user, effect.name, undefined);
    if (verdict === undefined && effect.kind === 'stop')
      effectFunction('stopInDoubt', frame.context, policy.id);
    if (verdict === undefined && effect.kind === 'run_script') effectFunction('scriptInDoubt', frame.context);
    if (!applies) continue;
    const error = applyEffect(effect, rule, policy, frame);
    if (error !== null) return error;
  }
  return null;
}

function runDefault(policy: CorePolicy, frame: Frame): unknown {
  if (effectFunction('isAdmitted', frame.context, policy.id) || isExempt(policy, frame)) return null;
  return effectFunction('denial', undefined, 'not_admitted');
}

function isExempt(policy: CorePolicy, frame: Frame): boolean {
  return policy.exempt !== null && interpret(policy.exempt.condition, frame) === true;
}

/** Does one effect; the error to refuse with, or null. */
function applyEffect(effect: CoreEffect, rule: CoreRule, policy: CorePolicy, frame: Frame): unknown {
  const { context, user } = frame;
  const value = (core: Core): Value => interpret(core, frame);
  switch (effect.kind) {
    case 'deny':
      return effectFunction('denial', value(effect.message), effect.code);
    case 'admit':
      effectFunction('admit', context, policy.id, rule.id);
      return null;
    case 'stop':
      effectFunction('stop', context, policy.id);
      return null;
    case 'require_mfa':
      effectFunction('requireMfa', context, demandOf(effect, rule.id));
      return null;
    case 'set_claim':
      effectFunction('setClaim', context, effect.tokens, effect.name, value(effect.value));
      return null;
    case 'add_to_claim':
      effectFunction('addToClaim', context, effect.tokens, effect.name, value(effect.value));
      return null;
    case 'remove_claim':
      effectFunction('removeClaim', context, effect.tokens, effect.name);
      return null;
    case 'add_scopes':
      effectFunction('addScopes', context, value(effect.scopes));
      return null;
    case 'remove_scopes':
      effectFunction('removeScopes', context, value(effect.scopes));
      return null;
    case 'limit_scopes':
      effectFunction('limitScopes', context, value(effect.scopes));
      return null;
    case 'set_profile':
      effectFunction('setProfile', user, effect.name, value(effect.value));
      return null;
    case 'limit_session':
      effectFunction('limitSession', context, effect.lasts ?? undefined, effect.idle ?? undefined);
      return null;
    case 'log':
      effectFunction('logLine', context, 'info', rule.id, value(effect.message));
      return null;
    case 'run_script':
      effectFunction('runScript', context);
      return null;
  }
}

function effectFunction(name: string, ...operands: readonly unknown[]): unknown {
  const found = library.get(name);
  if (found === undefined) throw new Error(`effects are library functions, and \`${name}\` is none`);
  return found(...operands);
}
