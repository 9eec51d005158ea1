import { childrenOfCore } from './children-of-core.ts';
import type { Core, CoreCondition, CoreEffect, CorePolicy, CoreRequest, CoreRule } from './core.ts';

/** A look-up or a counter where it is read. */
export type Asking = Core & { readonly kind: 'source' | 'count' };

/** The look-ups and counters that expressions can read, through named conditions too, each once. */
export type AsksOf = (cores: readonly Core[]) => readonly Asking[];

/** `conditions` refer only to those before them. */
export function createAsksOf(conditions: readonly CoreCondition[]): AsksOf {
  const known = CREATED.get(conditions) ?? createFresh(conditions);
  CREATED.set(conditions, known);
  return known;
}

/** The same for the rules of a policy. */
export function asksOfPolicy(policy: Pick<CorePolicy, 'sources' | 'counters' | 'conditions'>): AsksOf {
  return canAsk(policy) ? createAsksOf(policy.conditions) : () => NOTHING;
}

/** What `looksUp` gives, at once where there is nothing that could be looked up. */
export function lookUpsOf(policy: CorePolicy): readonly Asking[] {
  return canAsk(policy) ? looksUp(policy) : NOTHING;
}

/** Whether there is anything that rules could look up. */
function canAsk({ sources, counters }: Pick<CorePolicy, 'sources' | 'counters'>): boolean {
  return sources.length > 0 || counters.length > 0;
}

/** Every part of the compiler asks the same of the same policy. */
const CREATED = new WeakMap<readonly CoreCondition[], AsksOf>();

function createFresh(conditions: readonly CoreCondition[]): AsksOf {
  const ofCondition = new Map<string, readonly Asking[]>();
  // The parts of an expression are asked for as well, each by itself.
  const known = new Map<Core, readonly Asking[]>();
  const askedBy = (core: Core): readonly Asking[] => {
    if (core.kind === 'source' || core.kind === 'count') return [core];
    if (core.kind === 'condition') return ofCondition.get(core.name) ?? NOTHING;
    const parts = childrenOfCore(core);
    if (parts.length === 0) return NOTHING;
    const before = known.get(core);
    if (before !== undefined) return before;
    const found = asksOf(parts);
    known.set(core, found);
    return found;
  };
  const asksOf: AsksOf = (cores) => {
    const found = cores.map(askedBy).filter((asking) => asking.length > 0);
    return found.length === 0 ? NOTHING : onceEach(found.flat());
  };
  for (const { name, condition } of conditions) ofCondition.set(name, asksOf([condition]));
  return asksOf;
}

const NOTHING: readonly Asking[] = [];

function onceEach(asking: readonly Asking[]): readonly Asking[] {
  return [...new Map(asking.map((one) => [`${one.kind} ${one.name}`, one])).values()];
}

/** The look-ups and counters that the rules of a policy can read, each once. */
export function looksUp(policy: Pick<CorePolicy, 'rules' | 'exempt' | 'conditions'>): readonly Asking[] {
  const { rules, exempt, conditions } = policy;
  const cores = rules.flatMap(coresOfRule);
  return createAsksOf(conditions)([...cores, ...(exempt === null ? [] : [exempt.condition])]);
}

/** The expressions of a rule: its sentences, and what its effects read. */
export function coresOfRule(rule: CoreRule): readonly Core[] {
  return [...clausesOf(rule), ...rule.effects.flatMap(coresOfEffect)];
}

/** The sentences of a rule. */
export function clausesOf(rule: CoreRule): readonly Core[] {
  return rule.clauses.map(({ condition }) => condition);
}

/** The expressions of an effect; those of a counter belong to the counter. */
export function coresOfEffect(effect: CoreEffect): readonly Core[] {
  switch (effect.kind) {
    case 'deny':
      return [effect.message, ...(effect.log === null ? [] : [effect.log])];
    case 'set_claim':
    case 'add_to_claim':
    case 'set_profile':
    case 'set_metadata':
      return [effect.value];
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return [effect.scopes];
    case 'log':
      return [effect.message];
    case 'call':
    case 'notify':
      return coresOfRequest(effect.request);
    case 'link_to':
      return [effect.user];
    case 'redirect':
      return [...coresOfAddress(effect.to), ...effect.with.map(([, value]) => value)];
    case 'admit':
    case 'stop':
    case 'require_mfa':
    case 'remove_claim':
    case 'limit_session':
    case 'count':
    case 'run_script':
      return [];
  }
}

/** The expressions of a request. */
export function coresOfRequest({ url, headers, body }: CoreRequest): readonly Core[] {
  return [...coresOfAddress(url), ...headers.map(([, value]) => value), ...(body === null ? [] : [body])];
}

function coresOfAddress(address: readonly (string | Core)[]): readonly Core[] {
  return address.flatMap((part) => (typeof part === 'string' ? [] : [part]));
}
