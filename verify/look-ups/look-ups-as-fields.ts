import type { Core, CoreEffect, CorePolicy } from '../../compiler/index.ts';
import type { Fields } from '../login/fields.ts';
import type { GivenAnswers } from './given-answers.ts';
import { mapChildren } from './map-children.ts';

/**
 * Where answers to look-ups and counters are looked for in the context of a login, by their names. No login brings
 * anything there: what a context says under this name is thrown away before rules see it.
 */
export const LOOK_UPS = 'lintel';

/** The name by which answers know a counter. */
export function counterKey(name: string): string {
  return `counts.${name}`;
}

/**
 * The policy with fields of the login in the place of look-ups and counters, so that whoever makes logins, compares them or
 * works conditions out has only fields to know. It says what rules read; what they ask for is as it was.
 */
export function lookUpsAsFields(policy: CorePolicy): CorePolicy {
  const { conditions, exempt, rules, properties } = policy;
  return {
    ...policy,
    conditions: conditions.map((one) => ({ ...one, condition: asFields(one.condition) })),
    exempt: exempt === null ? null : { ...exempt, condition: asFields(exempt.condition) },
    rules: rules.map((rule) => ({
      ...rule,
      clauses: rule.clauses.map((clause) => ({ ...clause, condition: asFields(clause.condition) })),
      effects: rule.effects.map(effectAsFields),
    })),
    properties: properties.map((property) => ({
      ...property,
      given: property.given === null ? null : asFields(property.given),
      condition: asFields(property.condition),
    })),
  };
}

/** A context that holds, beside what it says itself, the answers for those fields. */
export function withLookUps(context: Fields, answers: GivenAnswers = {}): Fields {
  const values = Object.entries(answers).flatMap(([name, given]) =>
    given.kind === 'value' ? [[name, given.value] as const] : [],
  );
  return values.length === 0 ? context : { ...context, [LOOK_UPS]: Object.fromEntries(values) };
}

function asFields(core: Core): Core {
  if (core.kind === 'source') return fieldAt([LOOK_UPS, core.name], core);
  if (core.kind === 'count') return fieldAt([LOOK_UPS, counterKey(core.name)], core);
  if (core.kind !== 'member') return mapChildren(core, asFields);
  const of = asFields(core.of);
  const isInside = of.kind === 'field' && of.root === 'context' && of.path[0] === LOOK_UPS;
  return isInside ? fieldAt([...of.path, core.name], core) : { ...core, of };
}

function fieldAt(path: readonly string[], { type }: Core): Core {
  return { kind: 'field', root: 'context', path, name: path.slice(1).join('.'), type, assumed: undefined };
}

function effectAsFields(effect: CoreEffect): CoreEffect {
  switch (effect.kind) {
    case 'deny':
      return {
        ...effect,
        message: asFields(effect.message),
        log: effect.log === null ? null : asFields(effect.log),
      };
    case 'set_claim':
    case 'add_to_claim':
    case 'set_profile':
    case 'set_metadata':
      return { ...effect, value: asFields(effect.value) };
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return { ...effect, scopes: asFields(effect.scopes) };
    case 'log':
      return { ...effect, message: asFields(effect.message) };
    case 'link_to':
      return { ...effect, user: asFields(effect.user) };
    case 'call':
      return { ...effect, request: requestAsFields(effect.request) };
    case 'notify':
      return { ...effect, request: requestAsFields(effect.request) };
    case 'redirect':
      return {
        ...effect,
        to: piecesAsFields(effect.to),
        with: effect.with.map(([name, value]) => [name, asFields(value)] as const),
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

function requestAsFields(request: CoreRequest): CoreRequest {
  const { url, headers, body } = request;
  return {
    ...request,
    url: piecesAsFields(url),
    headers: headers.map(([name, value]) => [name, asFields(value)] as const),
    body: body === null ? null : asFields(body),
  };
}

function piecesAsFields(pieces: readonly (string | Core)[]): readonly (string | Core)[] {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : asFields(piece)));
}

type CoreRequest = Extract<CoreEffect, { kind: 'notify' }>['request'];
