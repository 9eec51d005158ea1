import { type AppliedTemplate, type BoundParameter, suggest } from '../grammar/index.ts';
import { sameType, type Type } from '../stdlib/index.ts';
import { nameHolder } from './check-path.ts';
import { unfittingText } from './check-type-messages.ts';
import { unfittingDefinition } from './check-use-messages.ts';
import { fitText } from './fit-text.ts';
import { parameterType } from './parameter-type.ts';
import type { NamedThing, Scope } from './scope.ts';

/**
 * The scope of a rule that comes of a template: it knows the parameters, at their own types, and nothing that the policy
 * names. The values are checked where the policy's names are known.
 */
export function parameterScope({ parameters }: AppliedTemplate, scope: Scope): Scope {
  const names = new Map<string, NamedThing>();
  for (const parameter of parameters) {
    const type = parameterType(parameter.type);
    checkValue(parameter, type, scope);
    // The type `error` keeps sentences silent about a name that cannot be a parameter's.
    const known: Type = nameHolder(parameter.name) === null ? type : { kind: 'error' };
    names.set(parameter.name, { kind: 'parameter', type: known, span: parameter.value.span });
  }
  return { ...scope, names, settings: new Map() };
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
  const text = value.segments[0]?.name ?? '';
  const named = scope.names.get(text);
  if (named !== undefined && (named.type.kind === 'error' || sameType(named.type, type))) return;
  const fitting = [...scope.names].flatMap(([other, thing]) =>
    sameType(thing.type, type) && !other.includes(' ') ? [other] : [],
  );
  const suggestion = suggest(text, fitting);
  scope.report(unfittingDefinition({ name, text, span, type, found: named?.type ?? null, suggestion }));
}
