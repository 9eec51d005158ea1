import type { RuleDefinition } from '../../grammar/index.ts';
import type { LowerContext, Parameter } from '../lower/lower-context.ts';
import { lowerExpression } from '../lower/lower-expression.ts';

/** The place of a rule that comes of a template: there its parameters have their values, and its look-ups and counters their names. */
export function withParameters({ template }: RuleDefinition, context: LowerContext): LowerContext {
  if (template === null) return context;
  const parameters = template.parameters.map(({ name, value }): readonly [string, Parameter] => {
    const [first] = value.kind === 'path' ? value.segments : [];
    // A list, network or schedule is named; everything else, a secret included, is a value.
    if (first === undefined || first.name === 'secrets')
      return [name, { kind: 'value', core: lowerExpression(value, context) }];
    return [name, { kind: 'definition', name: first.name }];
  });
  const sources = template.sources.map(({ name, as }): readonly [string, Parameter] => [
    name,
    { kind: 'definition', name: as },
  ]);
  const counters = new Map(template.counters.map(({ name, as }) => [name, as]));
  return { ...context, parameters: new Map([...parameters, ...sources]), counters };
}
