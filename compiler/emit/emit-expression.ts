import type { Core, CoreEach } from '../core.ts';
import { type Code, join, js, part } from './code.ts';
import { call, type EmitContext, loginParameters, nestCalls } from './emit-context.ts';
import { emitField, emitNow } from './emit-field.ts';
import { emitRead } from './emit-read.ts';
import type { Literal } from './literal-text.ts';
import type { Names } from './names.ts';
import { shortenCall } from './shorten-call.ts';

/** The three ways to ask for a condition: as two-valued *surely yes*, as two-valued *possibly yes*, as a value. */
export type Asked = 'surely' | 'possibly' | 'value';

/** JavaScript that is true exactly when the condition is yes. */
export function emitSurely(core: Core, context: EmitContext): Code {
  switch (core.kind) {
    case 'literal':
      return js`${core.value === true}`;
    case 'not':
      return js`!(${emitPossibly(core.operand, context)})`;
    case 'all':
    case 'any':
      return emitJunction(core.kind, core.operands, (operand) => emitSurely(operand, context));
    case 'exists':
      return emitValue(core, context);
    case 'condition':
      return emitCondition(core.name, 'surely', context);
    case 'each':
      if (core.mode === 'every' || core.mode === 'some') {
        return emitQuantifier(
          core,
          call(core.mode === 'every' ? 'everySurely' : 'someSurely', context),
          emitSurely,
          context,
        );
      }
      return js`${emitValue(core, context)} === true`;
    case 'call':
      if (core.function === 'isSame') return js`${emitSame(core.arguments, context)}`;
      return js`${emitValue(core, context)} === true`;
    default:
      return js`${emitValue(core, context)} === true`;
  }
}

/** JavaScript that is true exactly when the condition is not no. */
export function emitPossibly(core: Core, context: EmitContext): Code {
  switch (core.kind) {
    case 'literal':
      return js`${core.value !== false}`;
    case 'not':
      return js`!(${emitSurely(core.operand, context)})`;
    case 'all':
    case 'any':
      return emitJunction(core.kind, core.operands, (operand) => emitPossibly(operand, context));
    case 'exists':
      return emitValue(core, context);
    case 'condition':
      return emitCondition(core.name, 'possibly', context);
    case 'each':
      if (core.mode === 'every' || core.mode === 'some') {
        return emitQuantifier(
          core,
          call(core.mode === 'every' ? 'everyPossibly' : 'somePossibly', context),
          emitPossibly,
          context,
        );
      }
      return js`${emitValue(core, context)} !== false`;
    default:
      return js`${emitValue(core, context)} !== false`;
  }
}

/** JavaScript for the value; missing is `undefined`, and so is an unknown condition. */
export function emitValue(core: Core, context: EmitContext): Code {
  const emit = (operand: Core): Code => emitValue(operand, context);
  switch (core.kind) {
    case 'literal':
      return part(js`${core.value}`);
    case 'field':
      return emitField(core, context);
    case 'now':
      return emitNow(context);
    case 'local':
      return context.names.of('variable', core.name);
    case 'member':
    case 'source':
    case 'count':
      return emitRead(core, context);
    case 'secret':
      return js`${call('secretText', context)}(${core.name})`;
    case 'constant':
      return part(context.names.of('definition', core.name));
    case 'condition':
      return emitCondition(core.name, 'value', context);
    case 'call': {
      const short = shortenCall(core);
      const code = js`${call(short.function, context)}(${join(short.arguments.map(emit), js`, `)})`;
      return emitOnce(core, code, context);
    }
    case 'exists':
      return js`(${emit(core.operand)} !== undefined)`;
    case 'not':
      return js`${call('negation', context)}(${emit(core.operand)})`;
    case 'all':
    case 'any':
      return emitKleene(core.kind, core.operands, context);
    case 'otherwise':
      return js`(${join(core.options.map(emit), js` ?? `)})`;
    case 'if':
      return js`${call('choose', context)}(${emit(core.condition)}, ${emit(core.then)}, ${emit(core.else)})`;
    case 'list':
      return js`${call('listItems', context)}([${join(core.items.map(emit), js`, `)}])`;
    case 'record': {
      const names: Literal = core.fields.map(([name]) => name);
      const values = core.fields.map(([, value]) => emit(value));
      return js`${call('recordFields', context)}(${names}, [${join(values, js`, `)}])`;
    }
    case 'each':
      return emitEach(core, context);
  }
}

/**
 * What only takes one field apart, or folds it, is worked out once a login where its place can be kept. Comparisons are not: of
 * five thousand rules each has its own, and all places are made for each login.
 */
function emitOnce(core: Core, code: Code, { places }: EmitContext): Code {
  return places !== null && readsOneField(core) ? places.once(core, code) : code;
}

function readsOneField(core: Core): boolean {
  switch (core.kind) {
    case 'field':
      return true;
    case 'call':
      return core.arguments.length === 1 && core.arguments.every(readsOneField);
    case 'each':
      return core.mode === 'map' && core.value?.kind === 'call' && readsOneField(core.list);
    default:
      return false;
  }
}

function emitJunction(kind: 'all' | 'any', operands: readonly Core[], emit: (operand: Core) => Code): Code {
  if (operands.length === 0) return js`${kind === 'all'}`;
  return js`(${join(operands.map(emit), kind === 'all' ? js` && ` : js` || `)})`;
}

function emitKleene(kind: 'all' | 'any', operands: readonly Core[], context: EmitContext): Code {
  const [first, ...rest] = operands;
  if (first === undefined) return js`${kind === 'all'}`;
  if (rest.length > 0 && context.asksOf(operands).length > 0)
    return emitInTurn(
      kind,
      operands.map((operand) => emitValue(operand, context)),
      context,
    );
  const combine = call(kind === 'all' ? 'both' : 'either', context);
  const others = rest.map((operand) => emitValue(operand, context));
  return nestCalls(combine, emitValue(first, context), others);
}

/** Where something has to be looked up, no more is worked out than it takes. */
export function emitInTurn(kind: 'all' | 'any', operands: readonly Code[], context: EmitContext): Code {
  const combine = call(kind === 'all' ? 'allInTurn' : 'anyInTurn', context);
  const tests = operands.map((operand) => js`() => ${operand}`);
  return js`${combine}([${join(tests, js`, `)}])`;
}

/** Equality with a literal needs no function: missing is not the same as any literal. */
function emitSame(operands: readonly Core[], context: EmitContext): Code {
  const [left, right] = operands;
  if (left !== undefined && right?.kind === 'literal' && right.value !== undefined) {
    return js`${emitValue(left, context)} === ${emitValue(right, context)}`;
  }
  return js`${call('isSame', context)}(${join(
    operands.map((operand) => emitValue(operand, context)),
    js`, `,
  )}) === true`;
}

/** A named condition is a function of its own for each way in which it is asked for. */
function emitCondition(name: string, asked: Asked, context: EmitContext): Code {
  context.asked.add(`${asked} ${name}`);
  return js`${conditionName(name, asked, context.names)}(${loginParameters(context)})`;
}

/** The identifier of a named condition's function. */
export function conditionName(name: string, asked: Asked, names: Names): Code {
  switch (asked) {
    case 'surely':
      return names.of('surely', name);
    case 'possibly':
      return names.of('possibly', name);
    case 'value':
      return names.of('definition', name);
  }
}

function emitQuantifier(
  core: CoreEach,
  quantify: Code,
  emit: (core: Core, context: EmitContext) => Code,
  context: EmitContext,
): Code {
  const variable = context.names.of('variable', core.variable);
  return js`${quantify}(${emitValue(core.list, context)}, (${variable}) => ${emit(core.condition, context)})`;
}

/** A list brought under a fold, member by member, is a call of its own. */
function emitFold(core: CoreEach, context: EmitContext): Code | null {
  const { mode, condition, value, list } = core;
  if (mode !== 'map' || condition.kind !== 'literal' || condition.value !== true) return null;
  if (value?.kind !== 'call' || value.arguments.length !== 1 || value.arguments[0]?.kind !== 'local')
    return null;
  return js`${call('foldList', context)}(${emitValue(list, context)}, ${call(value.function, context)})`;
}

function emitEach(core: CoreEach, context: EmitContext): Code {
  const fold = emitFold(core, context);
  if (fold !== null) return emitOnce(core, fold, context);
  const functions = {
    every: 'everyMember',
    some: 'someMember',
    count: 'countMembers',
    map: 'mapMembers',
  } as const;
  const { value, mode } = core;
  const isFilter = mode === 'map' && value?.kind === 'local' && value.name === core.variable;
  const variable = context.names.of('variable', core.variable);
  const operands = [
    emitValue(core.list, context),
    js`(${variable}) => ${emitValue(core.condition, context)}`,
  ];
  if (value !== null && !isFilter) operands.push(js`(${variable}) => ${emitValue(value, context)}`);
  return js`${call(isFilter ? 'filterMembers' : functions[mode], context)}(${join(operands, js`, `)})`;
}
