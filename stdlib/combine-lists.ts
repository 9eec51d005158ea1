import { boundedList } from './bounds.ts';
import type { Builtin, Value } from './builtin.ts';
import { valueKey } from './compare.ts';
import { listOf as listType, type Type } from './type.ts';

/** The members of a list by the text that only equal ones share; missing when it is no list, or nested too deep. */
export function keyedMembers(list: unknown): ReadonlyMap<string, Value> | undefined {
  if (!Array.isArray(list)) return undefined;
  const members = new Map<string, Value>();
  for (const member of list) {
    const key = valueKey(member, 0);
    if (key === undefined) return undefined;
    if (!members.has(key)) members.set(key, member);
  }
  return members;
}

/** The list with each member once, in the order of their first places. */
export function unique(list: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list);
  return members === undefined ? undefined : [...members.values()];
}

/** The members of either list, each once. */
export function union(list: unknown, other: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list);
  const others = keyedMembers(other);
  if (members === undefined || others === undefined) return undefined;
  return boundedList([...new Map([...members, ...others]).values()]);
}

/** The members of the first list that the second does not have, each once. */
export function except(list: unknown, other: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list);
  const others = keyedMembers(other);
  if (members === undefined || others === undefined) return undefined;
  return [...members].flatMap(([key, member]) => (others.has(key) ? [] : [member]));
}

/** The members that both lists have, each once, in the order of the first. */
export function intersect(list: unknown, other: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list);
  const others = keyedMembers(other);
  if (members === undefined || others === undefined) return undefined;
  return [...members].flatMap(([key, member]) => (others.has(key) ? [member] : []));
}

export const combineFunctions = [keyedMembers] as const;

const list: Type = listType({ kind: 'variable', name: 'T' });

export const combineBuiltins: readonly Builtin[] = [
  {
    name: 'unique',
    summary:
      'The list with each member once, in the order of their first places; texts are compared exactly.',
    subject: 'lists',
    parameters: [{ name: 'list', type: list }],
    returns: list,
    examples: [
      ['unique(["HR", "IT", "HR"])', ['HR', 'IT']],
      ['unique(["HR", "hr"])', ['HR', 'hr']],
      ['unique([])', []],
      ['unique(missing)', undefined],
    ],
    run: unique,
  },
  {
    name: 'union',
    summary: 'The members of either list, each once; texts are compared exactly.',
    subject: 'lists',
    parameters: [
      { name: 'list', type: list },
      { name: 'other', type: list },
    ],
    returns: list,
    examples: [
      ['union(["HR", "IT"], ["IT", "Ops"])', ['HR', 'IT', 'Ops']],
      ['union([], [])', []],
      ['union(["HR"], missing)', undefined],
    ],
    run: union,
  },
  {
    name: 'except',
    summary:
      'The members of the first list that the second does not have, each once; texts are compared exactly.',
    subject: 'lists',
    parameters: [
      { name: 'list', type: list },
      { name: 'other', type: list },
    ],
    returns: list,
    examples: [
      ['except(["HR", "IT"], ["IT", "Ops"])', ['HR']],
      ['except(["HR"], [])', ['HR']],
      ['except(missing, ["HR"])', undefined],
    ],
    run: except,
  },
  {
    name: 'intersect',
    summary: 'The members that both lists have, each once; texts are compared exactly.',
    subject: 'lists',
    parameters: [
      { name: 'list', type: list },
      { name: 'other', type: list },
    ],
    returns: list,
    examples: [
      ['intersect(["HR", "IT"], ["IT", "Ops"])', ['IT']],
      ['intersect(["HR"], ["hr"])', []],
      ['intersect(["HR"], missing)', undefined],
    ],
    run: intersect,
  },
];
