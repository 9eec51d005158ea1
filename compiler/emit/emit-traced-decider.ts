import type { TracedDecider } from '../../stdlib/index.ts';
import { asksOfPolicy } from '../asks.ts';
import type { CorePolicy } from '../core.ts';
import { block, indent, join, js, textOfCode } from './code.ts';
import type { DeciderContext } from './emit-decided.ts';
import { emitDecidedDefault, emitDecidedRule } from './emit-decided-rule.ts';
import { emitNamedConditions } from './emit-named-conditions.ts';
import type { FieldPlaces } from './field-places.ts';
import { createNames } from './names.ts';
import { createNotedPlaces } from './noted-places.ts';

/** The traced form of a decider, which has its fields: those of `places`. Its effects come in the same order. */
export function emitTracedDecider(
  policy: CorePolicy,
  places: FieldPlaces,
  functions: Set<string>,
): TracedDecider {
  const noted = createNotedPlaces(places, functions);
  const context: DeciderContext = {
    names: createNames(['f', 'now', 'told', 'at', 'base', 'state', 'notes', 'value']),
    form: 'traced',
    functions,
    asked: new Set(),
    fields: new Map(),
    asksOf: asksOfPolicy(policy),
    places: noted,
    effects: [],
    first: 0,
  };
  const bodies = policy.rules.map((rule, index) =>
    rule.mode === 'disabled' ? null : emitDecidedRule(rule, index, policy, context),
  );
  if (policy.default === 'deny') bodies.push(emitDecidedDefault(policy, context));
  const rules = bodies.map((body) =>
    body === null ? js`null` : js`function (f, now, told, state, notes) {${block([body])}\n}`,
  );
  const conditions = emitNamedConditions(policy.conditions, context);
  const constants = policy.constants.map(
    (constant) => js`const ${context.names.of('definition', constant.name)} = data.get(${constant.name});`,
  );
  const declarations = [...constants, ...noted.declarations()];
  const body = [
    ...(declarations.length === 0 ? [] : [join(declarations, js`\n`)]),
    ...conditions,
    js`return [${join(rules, js`, `)}];`,
  ];
  const code = js`(function (data, at, base) {
  'use strict';

  ${indent(join(body, js`\n\n`))}
})`;
  return { code: textOfCode(code), reads: noted.reads };
}
