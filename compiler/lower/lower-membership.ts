import type { Equality, Expression } from '../../grammar/index.ts';
import { namedListOf } from '../check/expressions/named-list.ts';
import type { Core } from '../core.ts';
import {
  anonymousConstant,
  callOf,
  type Fold,
  folded,
  foldItems,
  type LowerContext,
  listConstant,
  typeOf,
  YES_NO,
} from './lower-context.ts';
import { foldFor, lowerIs } from './lower-equality.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerAlternatives } from './lower-path.ts';

/** Lists in sentences up to this many texts stay in the emitted sentence; longer ones become a set. */
const INLINE_ITEMS = 8;

/** `left in right`, whatever holds members. */
export function lowerIn(left: Core, right: Expression, equality: Equality, context: LowerContext): Core {
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
  if (expression.kind !== 'path' || context.variables.has(expression.segments[0]?.name ?? '')) return null;
  const named = namedListOf(expression, context);
  return named === null ? null : listConstant(named.name, named.list, fold, context);
}

/** `left contains right`: a part of a text, or a member of a list. */
export function lowerContains(
  left: Core,
  right: Expression,
  equality: Equality,
  context: LowerContext,
): Core {
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

/** `left contains any of right` and `left contains all of right`. */
export function lowerContainsMany(
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
