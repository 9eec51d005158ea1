import {
  buildConstant,
  compilePattern,
  type Decision,
  decideLogin,
  type LookUpState,
  type RuleFunction,
  type Value,
} from '../../stdlib/index.ts';
import { type AsksOf, coresOfEffect, createAsksOf } from '../asks.ts';
import { type Core, type CoreEffect, type CorePolicy, type CoreRule, conditionOf, isGuard } from '../core.ts';
import { defaultAsks, ruleAsks } from '../emit/emit-asks.ts';
import { demandOf } from '../emit/emit-effect.ts';
import { canBeExempt, hasExempt } from '../emit/emit-exemption.ts';
import { type Frame, interpret } from './interpret.ts';
import { addressOf, applyLasting, known, wanted } from './interpret-request.ts';
import { runLibrary } from './run-library.ts';

/**
 * What a policy does to a login, read straight off its core form: the same meaning as the emitted rules, by a shorter
 * way. `user` and `context` are changed as rules change them. `now` is in milliseconds since 1970 UTC; `lookUps` is what
 * is known of the look-ups, by their keys.
 */
export function interpretPolicy(
  policy: CorePolicy,
  user: Record<string, unknown>,
  context: Record<string, unknown>,
  now: number,
  lookUps: Readonly<Record<string, LookUpState>> = {},
): Decision {
  const constants = new Map(
    policy.constants.map((constant) => [constant.name, buildConstant(constant, compilePattern)]),
  );
  const conditions = new Map(policy.conditions.map(({ name, condition }) => [name, condition]));
  const knowing: Frame = { user, context, now, constants, conditions, locals: new Map() };
  const frame: Frame = { ...knowing, lookUp: (asking) => known(asking, policy, context) };
  const wanting: Frame = { ...knowing, lookUp: (asking) => wanted(asking, policy, frame) };
  const asksOf = createAsksOf(policy.conditions);
  const rules = policy.rules
    .filter((rule) => rule.mode === 'enforce')
    .map(
      (rule): RuleFunction =>
        (_user, _context, callback) =>
          callback(runRule(rule, policy, { frame, wanting, asksOf })),
    );
  const last: RuleFunction = (_user, _context, callback) =>
    callback(runDefault(policy, { frame, wanting, asksOf }));
  const all = policy.default === 'deny' ? [...rules, last] : rules;
  return decideLogin(all, user, context, now, lookUps);
}

/** `wanting` notes what has to be looked up, `frame` reads only what is known. */
interface Place {
  readonly frame: Frame;
  readonly wanting: Frame;
  readonly asksOf: AsksOf;
}

function runRule(rule: CoreRule, policy: CorePolicy, place: Place): unknown {
  const { frame } = place;
  if (runLibrary('isStopped', frame.context, policy.id)) return null;
  const end = wantAll(rule, policy, place);
  if (end !== undefined) return end;
  const condition = interpret(conditionOf(rule), frame);
  const verdict =
    condition === true && runLibrary('mayBeStopped', frame.context, policy.id) ? undefined : condition;
  const spared = verdict !== false && isExempt(policy, frame);
  for (const effect of rule.effects) {
    const exempt = spared && canBeExempt(effect, policy);
    const applies = isGuard(effect) ? verdict !== false && !exempt : verdict === true;
    if (verdict === undefined) leaveDoubt(effect, policy, frame);
    if (!applies) continue;
    const error = applyEffect(effect, rule, policy, frame);
    if (error !== null) return error;
  }
  return null;
}

/** Notes what a rule has to look up; how it ends that cannot go on, undefined: it can. */
function wantAll(rule: CoreRule, policy: CorePolicy, { wanting, asksOf }: Place): unknown {
  const { context } = wanting;
  if (!ruleAsks(rule, policy, asksOf)) return undefined;
  const verdict = interpret(conditionOf(rule), wanting);
  const isSure = verdict === true && !runLibrary('mayBeStopped', context, policy.id);
  const spared = verdict !== false && hasExempt(rule, policy) && isExempt(policy, wanting);
  if (runLibrary('isWaiting', context)) return null;
  for (const effect of rule.effects) {
    const isDone = isGuard(effect) ? verdict !== false && !(spared && canBeExempt(effect, policy)) : isSure;
    if (isDone) for (const asking of asksOf(coresOfEffect(effect))) wanting.lookUp?.(asking);
  }
  return lostOr(context);
}

/** How a rule ends that waits, or that needs what nobody could find out. */
function lostOr(context: unknown): unknown {
  return runLibrary('isWaiting', context) ? null : runLibrary('lostLookUp', context);
}

function leaveDoubt(effect: CoreEffect, policy: CorePolicy, { user, context }: Frame): void {
  if (effect.kind === 'set_profile') runLibrary('setProfile', user, effect.name, undefined);
  if (effect.kind === 'stop') runLibrary('stopInDoubt', context, policy.id);
  if (effect.kind === 'run_script') runLibrary('scriptInDoubt', context);
  if (effect.kind === 'link_to') runLibrary('linkTo', context, undefined);
}

function runDefault(policy: CorePolicy, { frame, wanting, asksOf }: Place): unknown {
  const { context } = frame;
  if (runLibrary('isAdmitted', context, policy.id)) return null;
  if (policy.exempt !== null && defaultAsks(policy, asksOf)) {
    isExempt(policy, wanting);
    const end = lostOr(context);
    if (end !== undefined) return end;
  }
  return isExempt(policy, frame) ? null : runLibrary('denial', undefined, 'not_admitted');
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
      return runLibrary('denial', value(effect.message), effect.code);
    case 'admit':
      runLibrary('admit', context, policy.id, rule.id);
      return null;
    case 'stop':
      runLibrary('stop', context, policy.id);
      return null;
    case 'require_mfa':
      runLibrary('requireMfa', context, demandOf(effect, rule.id));
      return null;
    case 'set_claim':
      runLibrary('setClaim', context, effect.tokens, effect.name, value(effect.value));
      return null;
    case 'add_to_claim':
      runLibrary('addToClaim', context, effect.tokens, effect.name, value(effect.value));
      return null;
    case 'remove_claim':
      runLibrary('removeClaim', context, effect.tokens, effect.name);
      return null;
    case 'add_scopes':
      runLibrary('addScopes', context, value(effect.scopes));
      return null;
    case 'remove_scopes':
      runLibrary('removeScopes', context, value(effect.scopes));
      return null;
    case 'limit_scopes':
      runLibrary('limitScopes', context, value(effect.scopes));
      return null;
    case 'set_profile':
      runLibrary('setProfile', user, effect.name, value(effect.value));
      return null;
    case 'limit_session':
      runLibrary('limitSession', context, effect.lasts ?? undefined, effect.idle ?? undefined);
      return null;
    case 'log':
      runLibrary('logLine', context, 'info', rule.id, value(effect.message));
      return null;
    case 'run_script':
      runLibrary('runScript', context);
      return null;
    case 'set_metadata':
    case 'count':
    case 'call':
    case 'notify':
      applyLasting(effect, rule, policy, frame);
      return null;
    case 'link_to':
      runLibrary('linkTo', context, value(effect.user));
      return null;
    case 'redirect': {
      const visit = { policy: policy.id, rule: rule.id, signWith: effect.signWith };
      const names = effect.with.map(([name]) => name);
      const values = effect.with.map(([, core]) => value(core));
      const data = runLibrary('recordFields', names, values);
      return runLibrary('sendOn', context, visit, addressOf(effect.to, frame), data) ?? null;
    }
  }
}
