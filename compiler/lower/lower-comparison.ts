import type { Between, Comparison, Equality, Expression, Presence } from '../../grammar/index.ts';
import type { Type } from '../../stdlib/index.ts';
import type { Core } from '../core.ts';
import { anonymousConstant, callOf, type Fold, folded, type LowerContext, YES_NO } from './lower-context.ts';
import { asInstant, foldFor, lowerIs } from './lower-equality.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerContains, lowerContainsMany, lowerIn } from './lower-membership.ts';
import { lowerAlternatives, lowerPresent } from './lower-path.ts';

/** A comparison as its core; `app` holds when its name or its id does. */
export function lowerComparison(comparison: Comparison, context: LowerContext): Core {
  return quantify(comparison, comparison.left, context, (left) => lowerOn(left, comparison, context));
}

export function lowerBetween(between: Between, context: LowerContext): Core {
  return quantify(between, between.operand, context, (operand) => {
    const low = lowerExpression(between.low, context);
    const high = lowerExpression(between.high, context);
    const instants = [operand, low, high].some((core) => core.type.kind === 'instant');
    const operands = [operand, low, high].map((core) => (instants ? asInstant(core, context) : core));
    return callOf('isBetween', operands, YES_NO);
  });
}

export function lowerPresence(presence: Presence, context: LowerContext): Core {
  return quantify(presence, presence.operand, context, (operand) => {
    if (presence.test === 'is empty') return callOf('isEmpty', [operand], YES_NO);
    const exists: Core = { kind: 'exists', operand, type: YES_NO };
    return presence.test === 'exists' ? exists : not(exists);
  });
}

/** `any of`, `all of`, `none of` ask every member; without them the operand itself is asked. */
function quantify(
  node: Comparison | Between | Presence,
  operand: Expression,
  context: LowerContext,
  test: (operand: Core) => Core,
): Core {
  if (node.quantifier === null) {
    if (operand.kind !== 'path') return test(lowerExpression(operand, context));
    if (node.kind === 'presence') return test(lowerPresent(operand, context));
    const negative = node.kind === 'comparison' && NEGATIVE.has(node.operator);
    const cores = lowerAlternatives(operand, context).map(test);
    const [only] = cores;
    if (cores.length === 1 && only !== undefined) return only;
    return { kind: negative ? 'all' : 'any', operands: cores, type: YES_NO };
  }
  const list = lowerExpression(operand, context);
  const type: Type = list.type.kind === 'list' ? list.type.of : { kind: 'any' };
  // No author's variable has a space in its name, so none is hidden from the right-hand side.
  const variable = 'each member';
  const condition = test({ kind: 'local', name: variable, type });
  const mode = node.quantifier === 'all of' ? 'every' : 'some';
  const each: Core = { kind: 'each', mode, variable, list, condition, value: null, type: YES_NO };
  return node.quantifier === 'none of' ? not(each) : each;
}

const NEGATIVE: ReadonlySet<string> = new Set([
  'is not',
  'is not in',
  'does not contain',
  'contains none of',
  'outside',
]);

function lowerOn(left: Core, comparison: Comparison, context: LowerContext): Core {
  const { operator, right, equality } = comparison;
  const value = (): Core => lowerExpression(right, context);
  const compare = (name: string, fold: Fold): Core =>
    callOf(name, [folded(left, fold), folded(value(), fold)], YES_NO);
  switch (operator) {
    case 'is':
      return lowerIs(left, right, equality, context);
    case 'is not':
      return not(lowerIs(left, right, equality, context));
    case 'in':
      return lowerIn(left, right, equality, context);
    case 'is not in':
      return not(lowerIn(left, right, equality, context));
    case 'contains':
      return lowerContains(left, right, equality, context);
    case 'does not contain':
      return not(lowerContains(left, right, equality, context));
    case 'contains any of':
      return lowerContainsMany('any', left, right, equality, context);
    case 'contains none of':
      return not(lowerContainsMany('any', left, right, equality, context));
    case 'contains all of':
      return lowerContainsMany('all', left, right, equality, context);
    case 'starts with':
      return compare('startsWith', foldFor(left.type, equality));
    case 'ends with':
      return compare('endsWith', foldFor(left.type, equality));
    case 'like':
      return compare('likeText', foldFor(left.type, equality));
    case 'matches':
      return callOf('matchesPattern', [left, lowerPattern(right, equality, context)], YES_NO);
    case 'is more than':
    case 'is after':
      return lowerOrder('isMore', left, value(), context);
    case 'is less than':
    case 'is before':
      return lowerOrder('isLess', left, value(), context);
    case 'is at least':
      return lowerOrder('isAtLeast', left, value(), context);
    case 'is at most':
      return lowerOrder('isAtMost', left, value(), context);
    case 'is older than':
      return callOf('olderThan', [asInstant(left, context), value(), NOW], YES_NO);
    case 'is within the last':
      return callOf('withinLast', [asInstant(left, context), value(), NOW], YES_NO);
    case 'during':
      return callOf('duringSchedule', [left, value()], YES_NO);
    case 'outside':
      return not(callOf('duringSchedule', [left, value()], YES_NO));
  }
}

const NOW: Core = { kind: 'now', type: { kind: 'instant' } };

function not(operand: Core): Core {
  return { kind: 'not', operand, type: YES_NO };
}

function lowerPattern(right: Expression, equality: Equality, context: LowerContext): Core {
  if (right.kind !== 'pattern') throw new Error('the checker lets only a pattern follow `matches`');
  const flags = equality === 'ignoring case' ? 'i' : right.flags;
  return anonymousConstant({ kind: 'pattern', source: right.source, flags }, { kind: 'pattern' }, context);
}

function lowerOrder(name: string, left: Core, right: Core, context: LowerContext): Core {
  const instants = left.type.kind === 'instant' || right.type.kind === 'instant';
  const operands = instants ? [asInstant(left, context), asInstant(right, context)] : [left, right];
  return callOf(name, operands, YES_NO);
}
