import type { Core, CorePolicy } from '../../compiler/index.ts';
import type { Fields } from '../login/fields.ts';
import type { GivenAnswers } from './given-answers.ts';
import { mapChildren } from './map-children.ts';
import { mapPolicy } from './map-policy.ts';

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
  return mapPolicy(policy, asFields);
}

/** A context that holds, beside what it says itself, the answers for those fields. */
export function withLookUps(context: Fields, answers: GivenAnswers = {}): Fields {
  const values = valuesOfAnswers(answers);
  return Object.keys(values).length === 0 ? context : { ...context, [LOOK_UPS]: values };
}

/** What is answered, by the names of look-ups; of others there is nothing. */
export function valuesOfAnswers(answers: GivenAnswers = {}): Fields {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, given]) =>
      given.kind === 'value' ? [[name, given.value] as const] : [],
    ),
  );
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
