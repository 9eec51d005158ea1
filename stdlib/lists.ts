import { boundedList } from './bounds.ts';
import type { Builtin, Value } from './builtin.ts';
import { memberKey } from './combine-lists.ts';
import { listOf as listType, scalar, type Type } from './type.ts';

/** How many members a list has. */
export function size(list: unknown): number | undefined {
  return Array.isArray(list) ? list.length : undefined;
}

/** The first member of a list; missing for an empty list. */
export function first(list: unknown): Value {
  return Array.isArray(list) ? (list[0] ?? undefined) : undefined;
}

/** The last member of a list; missing for an empty list. */
export function last(list: unknown): Value {
  return Array.isArray(list) ? (list.at(-1) ?? undefined) : undefined;
}

/** The list in ascending order, texts by their UTF-16 code units; missing unless all are numbers or all are texts. */
export function sort(list: unknown): readonly Value[] | undefined {
  if (!Array.isArray(list)) return undefined;
  if (list.every((member) => typeof member === 'string')) return [...list].sort();
  return list.every((member) => typeof member === 'number') ? [...list].sort((a, b) => a - b) : undefined;
}

/** The list from its end to its beginning. */
export function reverse(list: unknown): readonly Value[] | undefined {
  return Array.isArray(list) ? [...list].reverse() : undefined;
}

/** The members of the lists in a list as one list; other members stay, and so do lists deeper inside. */
export function flatten(list: unknown): readonly Value[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const total = list.reduce<number>(
    (count, member) => count + (Array.isArray(member) ? member.length : 1),
    0,
  );
  return total <= 1_000_000 ? list.flat() : undefined;
}

/** The list with one more member at its end, whether it has it already or not. */
export function add(list: unknown, value: unknown): readonly Value[] | undefined {
  if (!Array.isArray(list) || (value ?? undefined) === undefined) return undefined;
  return boundedList([...list, value]);
}

/** The list without the members that are the value. */
export function remove(list: unknown, value: unknown, fold?: unknown): readonly Value[] | undefined {
  if (!Array.isArray(list) || (value ?? undefined) === undefined) return undefined;
  const unwanted = memberKey(value, fold);
  return unwanted === undefined ? undefined : list.filter((member) => memberKey(member, fold) !== unwanted);
}

const member: Type = { kind: 'variable', name: 'T' };
const list = { name: 'list', type: listType(member) } as const;
const value = { name: 'value', type: member } as const;

export const listBuiltins: readonly Builtin[] = [
  {
    name: 'size',
    summary: 'How many members a list has.',
    subject: 'lists',
    parameters: [list],
    returns: scalar('number'),
    examples: [
      ['size(["HR", "IT"])', 2],
      ['size([])', 0],
      ['size(missing)', undefined],
    ],
    run: size,
  },
  {
    name: 'first',
    summary: 'The first member of a list; missing for an empty list.',
    subject: 'lists',
    parameters: [list],
    returns: member,
    examples: [
      ['first(["HR", "IT"])', 'HR'],
      ['first([])', undefined],
      ['first(missing)', undefined],
    ],
    run: first,
  },
  {
    name: 'last',
    summary: 'The last member of a list; missing for an empty list.',
    subject: 'lists',
    parameters: [list],
    returns: member,
    examples: [
      ['last(["HR", "IT"])', 'IT'],
      ['last([])', undefined],
      ['last(missing)', undefined],
    ],
    run: last,
  },
  {
    name: 'sort',
    summary:
      'A list of numbers or of texts in ascending order; texts by their character codes, so capitals come first.',
    subject: 'lists',
    parameters: [list],
    returns: listType(member),
    examples: [
      ['sort([10, 9, 1])', [1, 9, 10]],
      ['sort(["b", "a", "B"])', ['B', 'a', 'b']],
      ['sort([])', []],
      ['sort(missing)', undefined],
    ],
    run: sort,
  },
  {
    name: 'reverse',
    summary: 'The list from its end to its beginning.',
    subject: 'lists',
    parameters: [list],
    returns: listType(member),
    examples: [
      ['reverse([1, 2, 3])', [3, 2, 1]],
      ['reverse([])', []],
      ['reverse(missing)', undefined],
    ],
    run: reverse,
  },
  {
    name: 'flatten',
    summary: 'The members of the lists in a list as one list, one level deep.',
    subject: 'lists',
    parameters: [{ name: 'list', type: listType(listType(member)) }],
    returns: listType(member),
    examples: [
      ['flatten([["HR"], ["IT", "Ops"], []])', ['HR', 'IT', 'Ops']],
      ['flatten([])', []],
      ['flatten(missing)', undefined],
    ],
    run: flatten,
  },
  {
    name: 'add',
    summary:
      'The list with one more member at its end, whether it has it already or not; `union` adds only what is new.',
    subject: 'lists',
    parameters: [list, value],
    returns: listType(member),
    examples: [
      ['add(["HR"], "IT")', ['HR', 'IT']],
      ['add([], "IT")', ['IT']],
      ['add(["HR"], missing)', undefined],
    ],
    run: add,
  },
  {
    name: 'remove',
    summary:
      'The list without a member, wherever it stands; members are compared by their type: groups without regard to case, plain texts exactly.',
    subject: 'lists',
    comparesMembers: true,
    parameters: [list, value],
    returns: listType(member),
    examples: [
      ['remove(["HR", "IT", "HR"], "HR")', ['IT']],
      ['remove(["HR"], "hr")', ['HR']],
      ['remove(missing, "HR")', undefined],
    ],
    run: remove,
  },
];
