import type { Template } from '../../grammar/index.ts';
import type { Type } from '../../stdlib/index.ts';
import type { Core } from '../core.ts';
import { callOf, type LowerContext } from './lower-context.ts';
import { literal, lowerExpression, lowerList } from './lower-expression.ts';

/** A value in an effect as its core. */
export function lowerTemplate(template: Template, context: LowerContext): Core {
  switch (template.kind) {
    case 'text':
      return literal(template.value, TEXT);
    case 'sentence':
      return lowerExpression(template.sentence.expression, context);
    case 'list':
      return lowerList(
        template.items.map((item) => asClaim(lowerTemplate(item, context))),
        { kind: 'list', of: { kind: 'any' } },
      );
    case 'record':
      return {
        kind: 'record',
        fields: template.fields.map(({ name, value }) => [name.text, asClaim(lowerTemplate(value, context))]),
        type: { kind: 'record', fields: new Map(), open: true },
      };
  }
}

/** What leaves the language reads as others expect: an instant as ISO 8601 text, a duration as seconds. */
export function asClaim(core: Core): Core {
  if (core.type.kind === 'instant') return callOf('formatInstant', [core], TEXT);
  if (core.type.kind === 'duration') return callOf('divideNumbers', [core, literal(1000, NUMBER)], NUMBER);
  if (core.type.kind !== 'list' || (core.type.of.kind !== 'instant' && core.type.of.kind !== 'duration'))
    return core;
  const member: Core = { kind: 'local', name: 'member', type: core.type.of };
  const condition = literal(true, { kind: 'yes/no' });
  const value = asClaim(member);
  return {
    kind: 'each',
    mode: 'map',
    variable: 'member',
    list: core,
    condition,
    value,
    type: { kind: 'list', of: value.type },
  };
}

const TEXT: Type = { kind: 'text' };
const NUMBER: Type = { kind: 'number' };
