import type { Core, CoreEffect, CorePolicy, CoreRequest } from '../../compiler/index.ts';

/** A policy with others in the place of the expressions of its conditions, rules and properties; not of what look-ups ask. */
export function mapPolicy(policy: CorePolicy, change: (core: Core) => Core): CorePolicy {
  const { conditions, exempt, rules, properties } = policy;
  return {
    ...policy,
    conditions: conditions.map((one) => ({ ...one, condition: change(one.condition) })),
    exempt: exempt === null ? null : { ...exempt, condition: change(exempt.condition) },
    rules: rules.map((rule) => ({
      ...rule,
      clauses: rule.clauses.map((clause) => ({ ...clause, condition: change(clause.condition) })),
      effects: rule.effects.map((effect) => mapEffect(effect, change)),
    })),
    properties: properties.map((property) => ({
      ...property,
      given: property.given === null ? null : change(property.given),
      condition: change(property.condition),
    })),
  };
}

/** What is asked for with others in the place of the expressions of requests and counters. */
export function mapAsked(policy: CorePolicy, change: (core: Core) => Core): CorePolicy {
  const changed = (core: Core | null) => (core === null ? null : change(core));
  return {
    ...policy,
    sources: policy.sources.map((one) => ({ ...one, request: mapRequest(one.request, change) })),
    counters: policy.counters.map((one) => ({
      ...one,
      per: changed(one.per),
      distinct: changed(one.distinct),
    })),
  };
}

function mapEffect(effect: CoreEffect, change: (core: Core) => Core): CoreEffect {
  switch (effect.kind) {
    case 'deny':
      return {
        ...effect,
        message: change(effect.message),
        log: effect.log === null ? null : change(effect.log),
      };
    case 'set_claim':
    case 'add_to_claim':
    case 'set_profile':
    case 'set_metadata':
      return { ...effect, value: change(effect.value) };
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return { ...effect, scopes: change(effect.scopes) };
    case 'log':
      return { ...effect, message: change(effect.message) };
    case 'link_to':
      return { ...effect, user: change(effect.user) };
    case 'call':
      return { ...effect, request: mapRequest(effect.request, change) };
    case 'notify':
      return { ...effect, request: mapRequest(effect.request, change) };
    case 'redirect':
      return {
        ...effect,
        to: mapPieces(effect.to, change),
        with: effect.with.map(([name, value]) => [name, change(value)] as const),
      };
    case 'admit':
    case 'stop':
    case 'require_mfa':
    case 'remove_claim':
    case 'limit_session':
    case 'count':
    case 'run_script':
      return effect;
  }
}

function mapRequest(request: CoreRequest, change: (core: Core) => Core): CoreRequest {
  const { url, headers, body } = request;
  return {
    ...request,
    url: mapPieces(url, change),
    headers: headers.map(([name, value]) => [name, change(value)] as const),
    body: body === null ? null : change(body),
  };
}

function mapPieces(
  pieces: readonly (string | Core)[],
  change: (core: Core) => Core,
): readonly (string | Core)[] {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : change(piece)));
}
