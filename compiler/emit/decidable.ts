import { coresOfRule, lookUpsOf } from '../asks.ts';
import { childrenOfCore } from '../children-of-core.ts';
import type { Core, CoreEffect, CorePolicy, CoreRule } from '../core.ts';

/** Whether all that the rules of a policy do can be said by a decider: no counter is read, and nothing changes what is read. */
export function canDecide(policy: CorePolicy): boolean {
  return lookUpsOf(policy).every(({ kind }) => kind === 'source') && policy.rules.every(isDecidable);
}

function isDecidable(rule: CoreRule): boolean {
  return rule.script === null && rule.effects.every(isTellable);
}

function isTellable(effect: CoreEffect): boolean {
  switch (effect.kind) {
    case 'deny':
    case 'admit':
    case 'stop':
    case 'require_mfa':
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
    case 'limit_session':
    case 'log':
      return true;
    case 'set_claim':
    case 'add_to_claim':
    case 'remove_claim':
      // With that claim, scopes are granted.
      return !(effect.name === 'scope' && effect.tokens.includes('access_token'));
    case 'set_profile':
    case 'set_metadata':
    case 'count':
    case 'call':
    case 'notify':
    case 'link_to':
    case 'redirect':
    case 'run_script':
      return false;
  }
}

/** Whether a rule does more than going through every list of a login once: for each member of one through another. */
export function goesDeep({ rules, exempt, conditions }: CorePolicy): boolean {
  const cores = [
    ...rules.flatMap(coresOfRule),
    ...(exempt === null ? [] : [exempt.condition]),
    ...conditions.map(({ condition }) => condition),
  ];
  return cores.some(isDeep);
}

function isDeep(core: Core): boolean {
  if (core.kind === 'each') {
    const inner = core.value === null ? [core.condition] : [core.condition, core.value];
    if (inner.some(goesThroughList)) return true;
  }
  return childrenOfCore(core).some(isDeep);
}

function goesThroughList(core: Core): boolean {
  if (core.kind === 'each' || core.kind === 'condition') return true;
  if (core.kind === 'call' && core.arguments.some(({ type }) => type.kind === 'list')) return true;
  return childrenOfCore(core).some(goesThroughList);
}
