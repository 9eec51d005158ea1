import type { Value } from './builtin.ts';

type Truth = boolean | undefined;

/** Kleene's *and* of two conditions as values. */
export function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : undefined;
}

/** Kleene's *or* of two conditions as values. */
export function either(a: Truth, b: Truth): Truth {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : undefined;
}

/** Kleene's *and* of conditions that are worked out in turn, and none after one that is no. */
export function allInTurn(conditions: readonly (() => Truth)[]): Truth {
  return everyMember(conditions, (condition) => condition());
}

/** Kleene's *or* of conditions that are worked out in turn, and none after one that is yes. */
export function anyInTurn(conditions: readonly (() => Truth)[]): Truth {
  return someMember(conditions, (condition) => condition());
}

/** Kleene's *not* of a condition as a value. */
export function negation(a: Truth): Truth {
  return a === undefined ? undefined : !a;
}

/** `if condition then a else b`; missing when the condition is unknown. */
export function choose(condition: Truth, a: Value, b: Value): Value {
  if (condition === undefined) return undefined;
  return condition ? a : b;
}

/** Surely, every member passes: a missing list does not. */
export function everySurely(list: readonly Value[] | undefined, test: (member: Value) => boolean): boolean {
  return list?.every((member) => test(member)) ?? false;
}

/** Possibly, every member passes: a missing list might. */
export function everyPossibly(list: readonly Value[] | undefined, test: (member: Value) => boolean): boolean {
  return list?.every((member) => test(member)) ?? true;
}

/** Surely, some member passes: a missing list has none to show. */
export function someSurely(list: readonly Value[] | undefined, test: (member: Value) => boolean): boolean {
  return list?.some((member) => test(member)) ?? false;
}

/** Possibly, some member passes: a missing list might have one. */
export function somePossibly(list: readonly Value[] | undefined, test: (member: Value) => boolean): boolean {
  return list?.some((member) => test(member)) ?? true;
}

/** Kleene's *every* as a value. */
export function everyMember<T = Value>(list: readonly T[] | undefined, test: (member: T) => Truth): Truth {
  if (list === undefined) return undefined;
  let result: Truth = true;
  for (const member of list) {
    const passes = test(member);
    if (passes === false) return false;
    if (passes === undefined) result = undefined;
  }
  return result;
}

/** Kleene's *any* as a value. */
export function someMember<T = Value>(list: readonly T[] | undefined, test: (member: T) => Truth): Truth {
  if (list === undefined) return undefined;
  let result: Truth = false;
  for (const member of list) {
    const passes = test(member);
    if (passes === true) return true;
    if (passes === undefined) result = undefined;
  }
  return result;
}

/** How many members pass; missing when the list is, or when one member is in doubt. */
export function countMembers(
  list: readonly Value[] | undefined,
  test: (member: Value) => Truth,
): number | undefined {
  if (list === undefined) return undefined;
  let count = 0;
  for (const member of list) {
    const passes = test(member);
    if (passes === undefined) return undefined;
    if (passes) count++;
  }
  return count;
}

/** The values of the members that pass; missing when the list is, when one member is in doubt, or a value is missing. */
export function mapMembers(
  list: readonly Value[] | undefined,
  test: (member: Value) => Truth,
  value: (member: Value) => Value,
): readonly Value[] | undefined {
  if (list === undefined) return undefined;
  const values: Value[] = [];
  for (const member of list) {
    const passes = test(member);
    if (passes === undefined) return undefined;
    if (!passes) continue;
    const chosen = value(member);
    if (chosen === undefined) return undefined;
    values.push(chosen);
  }
  return values;
}

/** `mapMembers` where the value is the member itself. */
export function filterMembers(
  list: readonly Value[] | undefined,
  test: (member: Value) => Truth,
): readonly Value[] | undefined {
  if (list === undefined) return undefined;
  const members: Value[] = [];
  for (let index = 0; index < list.length; index++) {
    const member = list[index];
    const passes = test(member);
    if (passes === undefined || (passes && member === undefined)) return undefined;
    if (passes) members.push(member);
  }
  return members;
}

/** The items as a list; missing when one of them is. */
export function listItems(items: readonly Value[]): readonly Value[] | undefined {
  return items.includes(undefined) ? undefined : items;
}

/** The fields as a record without the missing ones; `names` and `values` go together. */
export function recordFields(names: readonly string[], values: readonly Value[]): Value {
  const record: { [name: string]: Value } = {};
  names.forEach((name, index) => {
    const value = values[index];
    if (value === undefined) return;
    Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
  });
  return record;
}

export const eachFunctions = [
  both,
  either,
  allInTurn,
  anyInTurn,
  negation,
  choose,
  everySurely,
  everyPossibly,
  someSurely,
  somePossibly,
  everyMember,
  someMember,
  countMembers,
  mapMembers,
  filterMembers,
  listItems,
  recordFields,
] as const;
