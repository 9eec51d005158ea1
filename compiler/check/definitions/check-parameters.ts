import { type AppliedTemplate, type BoundParameter, suggest } from '../../../grammar/index.ts';
import { sameType, type Type } from '../../../stdlib/index.ts';
import { nameHolder } from '../expressions/check-path.ts';
import { unfittingText } from '../messages/check-type-messages.ts';
import { unfittingDefinition } from '../messages/check-use-messages.ts';
import type { NamedThing, Scope } from '../scope.ts';
import { checkSecretPath } from './check-secret.ts';
import { fitText } from './fit-text.ts';
import { parameterType } from './parameter-type.ts';

/**
 * The scope of a rule that comes of a template: it knows the parameters, at their own types, and the template's own
 * look-ups and counters, but nothing else that the policy names: only its counters, which a parameter may have given.
 */
export function parameterScope({ parameters, sources, counters }: AppliedTemplate, scope: Scope): Scope {
  const names = new Map<string, NamedThing>();
  for (const { name, type: word, value } of parameters) {
    const type = parameterType(word);
    const kind = word.text === 'secret' ? 'secret' : 'parameter';
    // The type `error` keeps sentences silent about a name that cannot be a parameter's.
    const known: Type = nameHolder(name) === null ? type : { kind: 'error' };
    names.set(name, { kind, type: known, span: value.span, value });
  }
  for (const { name, as } of sources) {
    const span = scope.names.get(as)?.span;
    if (span !== undefined) names.set(name, { kind: 'source', type: { kind: 'any' }, span });
  }
  const own = counters.map(({ name }) => name);
  return { ...scope, names, settings: new Map(), counters: new Set([...scope.counters, ...own]) };
}

/** The scope of a look-up inside a template: the parameters alone. */
export function sourceScope(template: AppliedTemplate, scope: Scope): Scope {
  return parameterScope({ ...template, sources: [] }, scope);
}

/** Checks what a use gives the parameters, where the names of the policy are known. */
export function checkArguments({ parameters }: AppliedTemplate, scope: Scope): void {
  for (const parameter of parameters) checkValue(parameter, parameterType(parameter.type), scope);
}

function checkValue({ name, value }: BoundParameter, type: Type, scope: Scope): void {
  scope.types.set(value, type);
  const { span } = value;
  if (value.kind === 'text') {
    const misfit = fitText(value.value, type);
    if (misfit === null) return;
    const { expected, help } = misfit;
    scope.report(unfittingText({ span, text: value.value, expected, help }));
  }
  if (value.kind !== 'path') return;
  if (value.segments[0]?.name === 'secrets') {
    checkSecretPath(value, scope);
    return;
  }
  const text = value.segments[0]?.name ?? '';
  const named = scope.names.get(text);
  if (named !== undefined && (named.type.kind === 'error' || sameType(named.type, type))) return;
  const fitting = [...scope.names].flatMap(([other, thing]) =>
    sameType(thing.type, type) && !other.includes(' ') ? [other] : [],
  );
  const suggestion = suggest(text, fitting);
  scope.report(unfittingDefinition({ name, text, span, type, found: named?.type ?? null, suggestion }));
}
