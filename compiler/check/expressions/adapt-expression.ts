import type { Expression } from '../../../grammar/index.ts';
import { isTextKind, listOf, sameType, scalar, type Type } from '../../../stdlib/index.ts';
import { naturalTypeOf, type Scope, typeOf } from '../scope.ts';

/**
 * What one side of a comparison offers: an expression, the type that it brings, and a way to give it another one. The
 * side `any of user.groups` brings the type of a member of the list.
 */
export interface Side {
  readonly expression: Expression;
  readonly type: Type;
  readonly firmness: Firmness;
  /** From the type of this side to that of its expression. */
  readonly wrap: (type: Type) => Type;
}

/** How much an expression insists on its type: a field does (2), a literal less (1), an open field takes any (0). */
type Firmness = 0 | 1 | 2;

/** An expression as a side. */
export function wholeSide(expression: Expression, scope: Scope): Side {
  return {
    expression,
    type: typeOf(expression, scope),
    firmness: firmnessOf(expression, scope),
    wrap: (type) => type,
  };
}

/** The members of an expression as a side; null when it is no list and cannot be one. */
export function memberSide(expression: Expression, scope: Scope): Side | null {
  const type = typeOf(expression, scope);
  const member = type.kind === 'list' ? type.of : type.kind === 'any' || type.kind === 'error' ? type : null;
  if (member === null) return null;
  return { expression, type: member, firmness: firmnessOf(expression, scope), wrap: listOf };
}

/** Uses a side at a type; false, with nothing changed, when it cannot be. */
export function adaptSide(side: Side, wanted: Type, scope: Scope): boolean {
  return adaptExpression(side.expression, side.wrap(wanted), scope);
}

/** Brings sides to the type of the side which insists most. Gives the type, or null when a side cannot have it. */
export function meetSides(sides: readonly Side[], scope: Scope): Type | null {
  if (sides.some((side) => side.type.kind === 'error')) return { kind: 'error' };
  const firmest = sides.reduce((best, side) => (side.firmness > best.firmness ? side : best));
  const wanted = firmest.type;
  if (!sides.every((side) => fitsAs(side.expression, side.wrap(wanted), scope))) return null;
  for (const side of sides) assign(side.expression, side.wrap(wanted), scope);
  return wanted;
}

/**
 * Brings the options of an `otherwise`, an `if` or a list to one type; null when there is none. Texts of different
 * kinds become `text`: which of the kinds the value will have cannot be known beforehand.
 */
export function joinExpressions(expressions: readonly Expression[], scope: Scope): Type | null {
  if (expressions.length === 0) return { kind: 'any' };
  const sides = expressions.map((expression) => wholeSide(expression, scope));
  const met = meetSides(sides, scope);
  if (met !== null) return met;
  if (!sides.every((side) => isTextKind(side.type.kind) || side.type.kind === 'any')) return null;
  for (const side of sides) if (side.firmness < 2) assign(side.expression, scalar('text'), scope);
  return scalar('text');
}

/** Uses an expression at a type; false, with nothing changed, when it cannot be: only literals and open fields adapt. */
export function adaptExpression(expression: Expression, wanted: Type, scope: Scope): boolean {
  if (!fitsAs(expression, wanted, scope)) return false;
  assign(expression, wanted, scope);
  return true;
}

/** True when some part of the type is not described. */
export function isOpen(type: Type): boolean {
  return type.kind === 'any' || (type.kind === 'list' && isOpen(type.of));
}

/** True for an expression that has one type and no other. */
export function isFirm(expression: Expression, scope: Scope): boolean {
  return firmnessOf(expression, scope) === 2;
}

/** True for a text that the author wrote, here or in a setting: it is of the kind of text that it stands beside. */
function isWrittenText(expression: Expression, scope: Scope): boolean {
  if (expression.kind === 'text' || expression.kind === 'template') return true;
  return (
    expression.kind === 'path' &&
    expression.segments[0]?.name === 'settings' &&
    naturalTypeOf(expression, scope).kind === 'text'
  );
}

function fitsAs(expression: Expression, wanted: Type, scope: Scope): boolean {
  const natural = naturalTypeOf(expression, scope);
  if (natural.kind === 'error' || wanted.kind === 'error' || wanted.kind === 'any') return true;
  const parts = partsFor(expression, wanted);
  if (parts?.every(({ part, wanted }) => fitsAs(part, wanted, scope))) return true;
  if (isWrittenText(expression, scope) && isTextKind(wanted.kind)) return true;
  return typeFits(parts === null ? natural : typeOf(expression, scope), wanted);
}

function assign(expression: Expression, wanted: Type, scope: Scope): void {
  const natural = naturalTypeOf(expression, scope);
  if (natural.kind === 'error' || wanted.kind === 'error' || wanted.kind === 'any') return;
  if (isOpen(wanted) && !isOpen(typeOf(expression, scope))) return;
  const parts = partsFor(expression, wanted);
  if (parts !== null) {
    if (!parts.every(({ part, wanted }) => fitsAs(part, wanted, scope))) return;
    for (const { part, wanted } of parts) assign(part, wanted, scope);
    scope.types.set(expression, wanted);
  } else if (isOpen(natural) || isWrittenText(expression, scope)) {
    scope.types.set(expression, wanted);
  }
}

interface PartFor {
  readonly part: Expression;
  readonly wanted: Type;
}

/** The parts that decide the type of an expression, with the type that each needs; null when it has none. */
function partsFor(expression: Expression, wanted: Type): readonly PartFor[] | null {
  const parts = typedParts(expression);
  if (parts === null) return null;
  if (expression.kind === 'otherwise' || expression.kind === 'if') {
    return parts.map((part) => ({ part, wanted }));
  }
  return wanted.kind === 'list' ? parts.map((part) => ({ part, wanted: wanted.of })) : null;
}

function typedParts(expression: Expression): readonly Expression[] | null {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'otherwise':
      return expression.options;
    case 'if':
      return [expression.then, expression.else];
    case 'projection':
      return [expression.value];
    default:
      return null;
  }
}

function typeFits(actual: Type, wanted: Type): boolean {
  if (wanted.kind === 'any') return true;
  if (actual.kind === 'any') return isValue(wanted);
  if (actual.kind === 'list' && wanted.kind === 'list') return typeFits(actual.of, wanted.of);
  return sameType(actual, wanted);
}

/** Networks, schedules, patterns and tables come from the policy, never from a login. */
function isValue(type: Type): boolean {
  if (type.kind === 'list') return isValue(type.of);
  return !['network', 'schedule', 'pattern', 'table'].includes(type.kind);
}

function firmnessOf(expression: Expression, scope: Scope): Firmness {
  const parts = typedParts(expression);
  if (parts !== null) {
    const firmness = parts.map((part) => firmnessOf(part, scope));
    return firmness.includes(2) ? 2 : firmness.includes(1) ? 1 : 0;
  }
  if (isWrittenText(expression, scope)) return 1;
  return isOpen(naturalTypeOf(expression, scope)) ? 0 : 2;
}
