import type { Between, Comparison, Equality, Expression, Presence } from '../grammar/index.ts';
import { isTextKind, type Type } from '../stdlib/index.ts';
import type { Core } from './core.ts';
import {
  anonymousConstant,
  callOf,
  type Fold,
  folded,
  foldItems,
  foldOf,
  type LowerContext,
  listConstant,
  typeOf,
  YES_NO,
} from './lower-context.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerAlternatives } from './lower-path.ts';

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
    if (operand.kind !== 'path' || node.kind === 'presence') return test(lowerExpression(operand, context));
    const negative = node.kind === 'comparison' && NEGATIVE.has(node.operator);
    const cores = lowerAlternatives(operand, context).map(test);
    const [only] = cores;
    if (cores.length === 1 && only !== undefined) return only;
    return { kind: negative ? 'all' : 'any', operands: cores, type: YES_NO };
  }
  const list = lowerExpression(operand, context);
  const type: Type = list.type.kind === 'list' ? list.type.of : { kind: 'any' };
  const variable = 'item';
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

/** The type's own equality, unless the sentence says otherwise. */
function foldFor(type: Type, equality: Equality): Fold {
  if (equality === 'exactly') return null;
  if (equality === 'ignoring case') return 'foldCase';
  return foldOf(type.kind === 'list' ? type.of : type);
}

function lowerIs(left: Core, right: Expression, equality: Equality, context: LowerContext): Core {
  const other = right.kind === 'path' ? lowerAlternatives(right, context) : [lowerExpression(right, context)];
  const cores = other.map((core) => sameAs(left, core, equality, context));
  const [only] = cores;
  return cores.length === 1 && only !== undefined ? only : { kind: 'any', operands: cores, type: YES_NO };
}

function sameAs(left: Core, right: Core, equality: Equality, context: LowerContext): Core {
  if (left.type.kind === 'instant' || right.type.kind === 'instant') {
    return callOf('isSame', [asInstant(left, context), asInstant(right, context)], YES_NO);
  }
  const fold = foldFor(isTextKind(left.type.kind) ? left.type : right.type, equality);
  const simple = isTextKind(left.type.kind) || SCALAR.has(left.type.kind);
  return callOf(simple ? 'isSame' : 'isSameValue', [folded(left, fold), folded(right, fold)], YES_NO);
}

const SCALAR: ReadonlySet<string> = new Set(['number', 'yes/no', 'date', 'time', 'duration', 'ip']);

/** Lists in sentences up to this many texts stay in the emitted sentence; longer ones become a set. */
const INLINE_ITEMS = 8;

function lowerIn(left: Core, right: Expression, equality: Equality, context: LowerContext): Core {
  const type = typeOf(right, context);
  if (type.kind === 'network') return callOf('inNetwork', [left, lowerExpression(right, context)], YES_NO);
  if (type.kind === 'schedule')
    return callOf('duringSchedule', [left, lowerExpression(right, context)], YES_NO);
  const fold = foldFor(left.type, equality);
  const named = namedList(right, fold, context);
  if (named !== null) return callOf('memberOf', [folded(left, fold), named], YES_NO);
  if (right.kind === 'list') {
    const items = right.items.map((item) => lowerExpression(item, context));
    const texts = literalTexts(items);
    if (
      items.some((item) => item.kind !== 'literal') ||
      left.type.kind === 'ip' ||
      left.type.kind === 'instant'
    ) {
      const each = right.items.map((item) =>
        typeOf(item, context).kind === 'network'
          ? lowerIn(left, item, equality, context)
          : lowerIs(left, item, equality, context),
      );
      return { kind: 'any', operands: each, type: YES_NO };
    }
    if (texts !== null && texts.length > INLINE_ITEMS) {
      const set = anonymousConstant({ kind: 'set', items: foldItems(texts, fold) }, type, context);
      return callOf('memberOf', [folded(left, fold), set], YES_NO);
    }
  }
  return callOf('contains', [folded(lowerExpression(right, context), fold), folded(left, fold)], YES_NO);
}

function literalTexts(items: readonly Core[]): readonly string[] | null {
  const texts = items.flatMap((item) =>
    item.kind === 'literal' && typeof item.value === 'string' ? [item.value] : [],
  );
  return texts.length === items.length ? texts : null;
}

/** A named list as the set of its folded items; null when the expression is something else. */
function namedList(expression: Expression, fold: Fold, context: LowerContext): Core | null {
  const [segment, more] = expression.kind === 'path' ? expression.segments : [];
  if (segment === undefined || more !== undefined || context.variables.has(segment.name)) return null;
  const definition = context.checked.names.get(segment.name);
  return definition?.kind === 'list' ? listConstant(segment.name, definition, fold, context) : null;
}

function lowerContains(left: Core, right: Expression, equality: Equality, context: LowerContext): Core {
  if (left.type.kind !== 'list') {
    const fold = foldFor(left.type, equality);
    return callOf(
      'textContains',
      [folded(left, fold), folded(lowerExpression(right, context), fold)],
      YES_NO,
    );
  }
  const fold = foldFor(left.type, equality);
  const alternatives =
    right.kind === 'path' ? lowerAlternatives(right, context) : [lowerExpression(right, context)];
  const cores = alternatives.map((core) =>
    callOf('contains', [folded(left, fold), folded(core, fold)], YES_NO),
  );
  const [only] = cores;
  return cores.length === 1 && only !== undefined ? only : { kind: 'any', operands: cores, type: YES_NO };
}

function lowerContainsMany(
  mode: 'any' | 'all',
  left: Core,
  right: Expression,
  equality: Equality,
  context: LowerContext,
): Core {
  const fold = foldFor(left.type, equality);
  const named = mode === 'any' ? namedList(right, fold, context) : null;
  if (named !== null) return callOf('anyMemberOf', [folded(left, fold), named], YES_NO);
  const other = folded(lowerExpression(right, context), fold);
  return callOf(mode === 'any' ? 'containsAny' : 'containsAll', [folded(left, fold), other], YES_NO);
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

/** A date beside an instant means its first moment in the policy's time zone. */
export function asInstant(core: Core, context: LowerContext): Core {
  if (core.type.kind !== 'date') return core;
  const timezone: Core = { kind: 'literal', value: context.checked.timezone, type: { kind: 'text' } };
  return callOf('startOfDate', [core, timezone], { kind: 'instant' });
}
