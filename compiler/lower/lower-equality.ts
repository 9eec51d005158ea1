import type { Equality, Expression } from '../../grammar/index.ts';
import { isTextKind, type Type } from '../../stdlib/index.ts';
import type { Core } from '../core.ts';
import { callOf, type Fold, folded, foldOf, type LowerContext, YES_NO } from './lower-context.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerAlternatives } from './lower-path.ts';

/** Equality; what may stand for either of two fields is the same as either. */
export function lowerIs(left: Core, right: Expression, equality: Equality, context: LowerContext): Core {
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

/** The type's own equality, unless the sentence says otherwise. */
export function foldFor(type: Type, equality: Equality): Fold {
  if (equality === 'exactly') return null;
  if (equality === 'ignoring case') return 'foldCase';
  return foldOf(type.kind === 'list' ? type.of : type);
}

/** A date beside an instant means its first moment in the policy's time zone. */
export function asInstant(core: Core, context: LowerContext): Core {
  if (core.type.kind !== 'date') return core;
  const timezone: Core = { kind: 'literal', value: context.checked.timezone, type: { kind: 'text' } };
  return callOf('startOfDate', [core, timezone], { kind: 'instant' });
}
