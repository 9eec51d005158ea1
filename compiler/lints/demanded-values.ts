import { OUTCOMES } from '../check/expressions/result-names.ts';
import type { Core, CorePolicy } from '../core.ts';
import type { Demand } from './conjunctions.ts';
import { isAlike } from './is-alike.ts';

/** What demands leave to the values that they are about. */
export interface DemandedValues {
  /** True when nothing is left for one of them. */
  readonly isEmpty: boolean;
  /** The outcomes that are left. */
  readonly outcomes: readonly string[];
}

/** What a value can still be. */
interface Room {
  readonly subject: Core | null;
  /** Null: anything. */
  allowed: readonly unknown[] | null;
  forbidden: unknown[];
  least: Bound | null;
  most: Bound | null;
}

/** A number, or a date or time of day as text. With `isOpen`, the bound itself is out. */
interface Bound {
  readonly value: number | string;
  readonly isOpen: boolean;
}

/** Holds demands such as `x is "a"`, `x in [...]`, `x is more than 3`, `today is before 2026-01-01` against each other, value by value. */
export function demandedValues(way: readonly Demand[], policy: CorePolicy): DemandedValues {
  const rooms: Room[] = [];
  const roomOf = (subject: Core): Room => {
    const known = rooms.find((room) => isSameSubject(room.subject, subject));
    if (known !== undefined) return known;
    const room = emptyRoom(subject);
    rooms.push(room);
    return room;
  };
  const resultRoom = (name: string): Room | undefined =>
    rooms.find(
      ({ subject }) => subject?.kind === 'field' && subject.root === 'result' && subject.name === name,
    );
  for (const demand of way) narrow(demand, roomOf, policy);
  const outcome = resultRoom('outcome') ?? emptyRoom(null);
  outcome.allowed = intersect(outcome.allowed, OUTCOMES);
  // A second factor is demanded of a login if and only if that is how it ends.
  const mfa = valuesIn(resultRoom('mfa'));
  if (mfa?.[0] === true) outcome.allowed = intersect(outcome.allowed, ['challenge']);
  if (mfa?.[0] === false) outcome.forbidden.push('challenge');
  const outcomes = (valuesIn(outcome) ?? []).filter((value) => typeof value === 'string');
  return { isEmpty: outcomes.length === 0 || rooms.some(hasNoRoom), outcomes };
}

/** A field can have several names. */
function isSameSubject(one: Core | null, other: Core): boolean {
  if (one?.kind !== 'field' || other.kind !== 'field') return isAlike(one, other);
  return one.root === other.root && isAlike(one.path, other.path);
}

function emptyRoom(subject: Core | null): Room {
  return { subject, allowed: null, forbidden: [], least: null, most: null };
}

function narrow({ core, holds }: Demand, roomOf: (subject: Core) => Room, policy: CorePolicy): void {
  if (core.kind === 'field') {
    narrowTo(roomOf(core), [true], holds);
    return;
  }
  if (core.kind !== 'call') return;
  const [left, right] = core.arguments;
  if (left === undefined || right === undefined) return;
  switch (core.function) {
    case 'isSame':
      if (right.kind === 'literal') narrowTo(roomOf(left), [right.value], holds);
      else if (left.kind === 'literal') narrowTo(roomOf(right), [left.value], holds);
      return;
    case 'contains':
      if (left.kind === 'literal' && Array.isArray(left.value)) narrowTo(roomOf(right), left.value, holds);
      return;
    case 'memberOf': {
      const constant = [...policy.constants, ...policy.lawConstants].find(
        ({ name }) => right.kind === 'constant' && name === right.name,
      );
      if (constant?.kind === 'set') narrowTo(roomOf(left), constant.items, holds);
      return;
    }
    case 'isMore':
    case 'isLess':
    case 'isAtLeast':
    case 'isAtMost':
      if (right.kind === 'literal' && isOrdered(right.value))
        bound(roomOf(left), core.function, right.value, holds);
  }
}

/** A demand that has to be no is known, so its values are there and are none of these. */
function narrowTo(room: Room, values: readonly unknown[], holds: boolean): void {
  if (holds) room.allowed = intersect(room.allowed, values);
  else room.forbidden.push(...values);
}

const OPPOSITES = {
  isMore: 'isAtMost',
  isLess: 'isAtLeast',
  isAtLeast: 'isLess',
  isAtMost: 'isMore',
} as const;

function bound(room: Room, operator: keyof typeof OPPOSITES, value: Bound['value'], holds: boolean): void {
  const effective = holds ? operator : OPPOSITES[operator];
  const isOpen = effective === 'isMore' || effective === 'isLess';
  if (effective === 'isMore' || effective === 'isAtLeast') {
    if (room.least === null || value > room.least.value || (value === room.least.value && isOpen))
      room.least = { value, isOpen };
  } else if (room.most === null || value < room.most.value || (value === room.most.value && isOpen)) {
    room.most = { value, isOpen };
  }
}

function isOrdered(value: unknown): value is Bound['value'] {
  return typeof value === 'number' || typeof value === 'string';
}

function intersect(before: readonly unknown[] | null, values: readonly unknown[]): readonly unknown[] {
  return before === null ? values : before.filter((value) => values.includes(value));
}

/** The values that are left where they can be counted. */
function valuesIn(room: Room | undefined): readonly unknown[] | null {
  if (room === undefined) return null;
  const { forbidden } = room;
  const isTruth = room.allowed === null && forbidden.some((value) => typeof value === 'boolean');
  const allowed = isTruth ? [true, false] : room.allowed;
  return allowed?.filter((value) => !forbidden.includes(value) && isWithin(value, room)) ?? null;
}

function isWithin(value: unknown, { least, most }: Room): boolean {
  if (!isOrdered(value)) return true;
  const isTooSmall = least !== null && (value < least.value || (least.isOpen && value === least.value));
  const isTooLarge = most !== null && (value > most.value || (most.isOpen && value === most.value));
  return !isTooSmall && !isTooLarge;
}

function hasNoRoom(room: Room): boolean {
  const { least, most } = room;
  if (valuesIn(room)?.length === 0) return true;
  if (least === null || most === null) return false;
  return least.value > most.value || (least.value === most.value && (least.isOpen || most.isOpen));
}
