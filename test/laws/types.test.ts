import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Asking, coresOfEffect } from '../../compiler/asks.ts';
import { childrenOfCore } from '../../compiler/children-of-core.ts';
import type { Core, CorePolicy } from '../../compiler/core.ts';
import { type Frame, interpret } from '../../compiler/interpret/interpret.ts';
import { buildConstant, compilePattern, formatType, isTextKind, type Type } from '../../stdlib/index.ts';
import { answers, anyLogin, clock, fullLogin, policyText } from '../arbitraries/index.ts';
import { compileText } from './compiled-policy.ts';
import { runs } from './runs.ts';

/** Whether a value is one of a type, as JavaScript holds it; missing is of every type. */
function fits(value: unknown, type: Type): boolean {
  if (value === undefined) return true;
  switch (type.kind) {
    case 'yes/no':
      return typeof value === 'boolean';
    case 'number':
    case 'duration':
    case 'instant':
      return Number.isFinite(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    case 'time':
      return typeof value === 'string' && /^\d{2}:\d{2}:\d{2}$/.test(value);
    case 'ip':
      return typeof value === 'string' && /^[\d.a-fA-F:]+$/.test(value);
    case 'list':
      return Array.isArray(value) && value.every((member) => member !== undefined && fits(member, type.of));
    case 'record':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'any':
      return value !== null;
    default:
      return isTextKind(type.kind) && typeof value === 'string';
  }
}

/** Built data, which only library functions look into. */
const DATA: ReadonlySet<string> = new Set(['network', 'schedule', 'pattern', 'table']);

function expressionsOf(policy: CorePolicy): readonly Core[] {
  const roots = [
    ...policy.conditions.map(({ condition }) => condition),
    ...policy.rules.flatMap((rule) => [
      ...rule.clauses.map(({ condition }) => condition),
      ...rule.effects.flatMap(coresOfEffect),
    ]),
  ];
  const all: Core[] = [];
  const visit = (core: Core): void => {
    all.push(core);
    for (const child of childrenOfCore(core)) visit(child);
  };
  for (const root of roots) visit(root);
  // A text with a secret in it is none of the language.
  const isSecret = (core: Core): boolean => core.kind === 'secret' || childrenOfCore(core).some(isSecret);
  return all.filter((core) => core.kind !== 'constant' && !DATA.has(core.type.kind) && !isSecret(core));
}

describe('an expression that the checker accepts', () => {
  it('has a value of its type, or none, for every login', () => {
    let present = 0;
    const property = fc.property(
      fc.oneof(policyText(), policyText({ outward: true })),
      fc.array(fc.oneof(fullLogin, anyLogin), { minLength: 1, maxLength: 3 }),
      clock,
      answers,
      (text, logins, now, known) => {
        const { core } = compileText(text).analysed;
        const constants = new Map(
          core.constants.map((one) => [one.name, buildConstant(one, compilePattern)]),
        );
        const conditions = new Map(core.conditions.map(({ name, condition }) => [name, condition]));
        for (const { user, context } of logins) {
          const lookUp = ({ kind, name }: Asking): unknown => {
            const answer = known.get(kind === 'count' ? `counts.${name}` : name);
            return answer?.state === 'answered' ? answer.value : undefined;
          };
          const frame: Frame = { user, context, now, constants, conditions, locals: new Map(), lookUp };
          for (const expression of expressionsOf(core)) {
            const value = interpret(expression, frame);
            if (value !== undefined) present++;
            const shown = `${JSON.stringify(value)} for ${formatType(expression.type)}: ${JSON.stringify(expression).slice(0, 300)}`;
            assert.ok(fits(value, expression.type), shown);
          }
        }
      },
    );
    fc.assert(property, runs(150));
    assert.ok(present > 1000, 'most values are there, so that the law says something');
  });
});
