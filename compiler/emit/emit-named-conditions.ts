import type { CoreCondition } from '../core.ts';
import { type Code, comment, join, js } from './code.ts';
import { type EmitContext, loginParameters } from './emit-context.ts';
import { conditionName, emitPossibly, emitSurely, emitValue } from './emit-expression.ts';

/** The functions of the named conditions that what was emitted so far asks for, in the order of the policy. */
export function emitNamedConditions(
  conditions: readonly CoreCondition[],
  context: EmitContext,
): readonly Code[] {
  // From the last to the first, so that what a condition asks of an earlier one is known when that one is emitted.
  const emitted = conditions.toReversed().flatMap((condition) => emitNamedCondition(condition, context));
  return emitted.toReversed();
}

/** A function for each way in which a condition is asked for. */
function emitNamedCondition(condition: CoreCondition, context: EmitContext): readonly Code[] {
  const { name, condition: core } = condition;
  const forms = [
    ['surely', emitSurely],
    ['possibly', emitPossibly],
    ['value', emitValue],
  ] as const;
  const functions = forms.flatMap(([asked, emit]) => {
    if (!context.asked.has(`${asked} ${name}`)) return [];
    return [
      js`function ${conditionName(name, asked, context.names)}(${loginParameters(context)}) {
  return ${emit(core, context)};
}`,
    ];
  });
  if (functions.length === 0) return [];
  return [join([comment(`condition ${name}: ${condition.text}`), ...functions], js`\n`)];
}
