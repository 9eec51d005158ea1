import {
  type Arithmetic,
  type Call,
  DURATION_UNITS,
  type Expression,
  type Lookup,
  type Projection,
  type Quantified,
} from '../../grammar/index.ts';
import { builtins, library, type Type, type Value } from '../../stdlib/index.ts';
import type { Core } from '../core.ts';
import { lowerBetween, lowerComparison, lowerPresence } from './lower-comparison.ts';
import {
  anonymousConstant,
  callOf,
  type Fold,
  folded,
  foldItems,
  foldOf,
  type LowerContext,
  typeOf,
  YES_NO,
} from './lower-context.ts';
import { asInstant } from './lower-equality.ts';
import { lowerMembers, lowerNamedField, lowerPath } from './lower-path.ts';

/** A checked expression as its core. */
export function lowerExpression(expression: Expression, context: LowerContext): Core {
  const lower = (operand: Expression): Core => lowerExpression(operand, context);
  switch (expression.kind) {
    case 'text':
    case 'number':
    case 'truth':
    case 'date':
    case 'ip':
      return literal(expression.value, typeOf(expression, context));
    case 'time':
      return literal(library.get('timeOf')?.(expression.value), { kind: 'time' });
    case 'instant':
      return literal(library.get('instantOf')?.(expression.value), { kind: 'instant' });
    case 'duration':
      return literal(expression.amount * DURATION_UNITS[expression.unit], { kind: 'duration' });
    case 'network':
      return anonymousConstant({ kind: 'network', ranges: [expression.value] }, { kind: 'network' }, context);
    case 'pattern': {
      const { source, flags } = expression;
      return anonymousConstant({ kind: 'pattern', source, flags }, { kind: 'pattern' }, context);
    }
    case 'template': {
      const parts = expression.parts.map((part) =>
        typeof part === 'string' ? literal(part, TEXT) : asText(lower(part)),
      );
      return callOf(parts.some(({ kind }) => kind === 'secret') ? 'joinPieces' : 'joinTexts', parts, TEXT);
    }
    case 'list':
      return lowerList(expression.items.map(lower), typeOf(expression, context));
    case 'path':
      return lowerPath(expression, context);
    case 'call':
      return lowerCall(expression, context);
    case 'not':
      return { kind: 'not', operand: lower(expression.operand), type: YES_NO };
    case 'and':
      return { kind: 'all', operands: expression.operands.map(lower), type: YES_NO };
    case 'or':
      return { kind: 'any', operands: expression.operands.map(lower), type: YES_NO };
    case 'comparison':
      return lowerComparison(expression, context);
    case 'between':
      return lowerBetween(expression, context);
    case 'presence':
      return lowerPresence(expression, context);
    case 'otherwise':
      return { kind: 'otherwise', options: expression.options.map(lower), type: typeOf(expression, context) };
    case 'arithmetic':
      return lowerArithmetic(expression, context);
    case 'if': {
      const [condition, then, other] = [expression.condition, expression.then, expression.else].map(lower);
      if (condition === undefined || then === undefined || other === undefined)
        throw new Error('three went in');
      return { kind: 'if', condition, then, else: other, type: typeOf(expression, context) };
    }
    case 'lookup':
      return lowerLookup(expression, context);
    case 'quantified':
      return lowerQuantified(expression, context);
    case 'projection':
      return lowerProjection(expression, context);
    case 'unreadable':
      throw new Error('a sentence that nobody could read never gets past the checker');
  }
}

const TEXT: Type = { kind: 'text' };

export function literal(value: Value, type: Type): Core {
  return { kind: 'literal', value, type };
}

/** A list of literals is a literal itself. */
export function lowerList(items: readonly Core[], type: Type): Core {
  const values = items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []));
  return values.length === items.length ? literal(values, type) : { kind: 'list', items, type };
}

/** A value as it reads inside a text. */
function asText(core: Core): Core {
  return core.type.kind === 'instant' ? callOf('formatInstant', [core], TEXT) : core;
}

/** What a call leaves out comes from the login where the function says so; instants are read in the policy's time zone. */
function lowerCall(call: Call, context: LowerContext): Core {
  const builtin = builtins.get(call.name.name);
  if (builtin === undefined)
    throw new Error(`the checker knows every function, so \`${call.name.name}\` is one`);
  const operands = call.arguments.map((argument) => lowerExpression(argument, context));
  for (const parameter of builtin.parameters.slice(operands.length)) {
    if (parameter.name === 'zone') operands.push(literal(context.checked.timezone, TEXT));
    else if (parameter.from !== undefined)
      operands.push(lowerNamedField(parameter.from, parameter.type, context));
    else break;
  }
  const fold = builtin.comparesMembers ? foldOfMembers(operands) : null;
  if (fold !== null) operands.push(literal(fold, TEXT));
  const type = typeOf(call, context);
  return partOfLookUp(builtin.name, operands, type) ?? callOf(builtin.run.name, operands, type);
}

/** How members of lists are compared: as the types of the lists do, and a text beside a group as a group. */
function foldOfMembers(operands: readonly Core[]): Fold {
  const folds = operands.map(({ type }) => foldOf(type.kind === 'list' ? type.of : type));
  const [fold = null, ...others] = new Set(folds.filter((one) => one !== null));
  return others.length === 0 ? fold : null;
}

/**
 * `get` of a look-up at a fixed path is the part that a path names, so that traces, laws and generated logins know what
 * is asked; null for any other call.
 */
function partOfLookUp(name: string, operands: readonly Core[], type: Type): Core | null {
  const [record, path, ...more] = operands;
  if (name !== 'get' || record?.kind !== 'source' || path?.kind !== 'literal' || more.length > 0) return null;
  return typeof path.value === 'string'
    ? lowerMembers({ ...record, type: { kind: 'any' } }, path.value.split('.'), type)
    : null;
}

function lowerArithmetic(node: Arithmetic, context: LowerContext): Core {
  const functions = {
    '+': 'addNumbers',
    '-': 'subtractNumbers',
    '*': 'multiplyNumbers',
    '/': 'divideNumbers',
    mod: 'moduloNumbers',
  } as const;
  const operands = [node.left, node.right].map((operand) =>
    asInstant(lowerExpression(operand, context), context),
  );
  return callOf(functions[node.operator], operands, typeOf(node, context));
}

function lowerLookup(lookup: Lookup, context: LowerContext): Core {
  const table = context.checked.names.get(lookup.table.name);
  if (table?.kind !== 'table') throw new Error('the checker lets only a table follow `lookup … in`');
  const { name } = lookup.table;
  const fold = foldOf(table.from);
  const rows = table.rows.map(([key, value]) => [foldItems([key], fold)[0] ?? key, value] as const);
  if (!context.constants.has(name)) context.constants.set(name, { kind: 'table', name, rows });
  const type: Type = { kind: 'table', from: table.from, to: table.to };
  const key = lowerExpression(lookup.key, context);
  const many = key.type.kind === 'list';
  return callOf(
    many ? 'lookupMany' : 'lookupOne',
    [folded(key, fold), { kind: 'constant', name, type }],
    typeOf(lookup, context),
  );
}

function lowerQuantified(node: Quantified, context: LowerContext): Core {
  const modes = { every: 'every', any: 'some', 'count of': 'count' } as const;
  const inside = withVariable(context, node.variable.name);
  return {
    kind: 'each',
    mode: modes[node.quantifier],
    variable: node.variable.name,
    list: lowerExpression(node.list, context),
    condition: lowerExpression(node.condition, inside),
    value: null,
    type: typeOf(node, context),
  };
}

function lowerProjection(node: Projection, context: LowerContext): Core {
  const inside = withVariable(context, node.variable.name);
  return {
    kind: 'each',
    mode: 'map',
    variable: node.variable.name,
    list: lowerExpression(node.list, context),
    condition: node.condition === null ? literal(true, YES_NO) : lowerExpression(node.condition, inside),
    value: lowerExpression(node.value, inside),
    type: typeOf(node, context),
  };
}

function withVariable(context: LowerContext, name: string): LowerContext {
  return { ...context, variables: new Set([...context.variables, name]) };
}
