import { boundedList } from './bounds.ts';
import type { Builtin, Value } from './builtin.ts';
import { valueKey } from './compare.ts';
import { foldAscii, foldDomain, foldEmail } from './fold.ts';
import { foldIp } from './ip.ts';
import { listOf as listType, type Type } from './type.ts';

/**
 * A text that two members of lists share exactly when they are the same: texts as the fold of their type brings them
 * together, by its name, everything else as it is. Missing for what cannot be told apart, such as records.
 */
export function memberKey(member: unknown, fold?: unknown): string | undefined {
  switch (fold) {
    case 'foldAscii':
      return valueKey(foldAscii(member) ?? member, 0);
    case 'foldEmail':
      return valueKey(foldEmail(member) ?? member, 0);
    case 'foldDomain':
      return valueKey(foldDomain(member) ?? member, 0);
    case 'foldIp':
      return valueKey(foldIp(member) ?? member, 0);
    default:
      return valueKey(member, 0);
  }
}

/** The first of all members that are the same, by their `memberKey`; missing when it is no list, or nested too deep. */
export function keyedMembers(list: unknown, fold?: unknown): ReadonlyMap<string, Value> | undefined {
  if (!Array.isArray(list)) return undefined;
  const members = new Map<string, Value>();
  for (const member of list) {
    const key = memberKey(member, fold);
    if (key === undefined) return undefined;
    if (!members.has(key)) members.set(key, member);
  }
  return members;
}

/** The list with each member once, in the order of their first places. */
export function unique(list: unknown, fold?: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list, fold);
  return members === undefined ? undefined : [...members.values()];
}

/** The members of either list, each once. */
export function union(list: unknown, other: unknown, fold?: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list, fold);
  const others = keyedMembers(other, fold);
  if (members === undefined || others === undefined) return undefined;
  const further = [...others].flatMap(([key, member]) => (members.has(key) ? [] : [member]));
  return boundedList([...members.values(), ...further]);
}

/** The members of the first list that the second does not have, each once. */
export function except(list: unknown, other: unknown, fold?: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list, fold);
  const others = keyedMembers(other, fold);
  if (members === undefined || others === undefined) return undefined;
  return [...members].flatMap(([key, member]) => (others.has(key) ? [] : [member]));
}

/** The members that both lists have, each once, in the order and the spelling of the first. */
export function intersect(list: unknown, other: unknown, fold?: unknown): readonly Value[] | undefined {
  const members = keyedMembers(list, fold);
  const others = keyedMembers(other, fold);
  if (members === undefined || others === undefined) return undefined;
  return [...members].flatMap(([key, member]) => (others.has(key) ? [member] : []));
}

export const combineFunctions = [memberKey, keyedMembers] as const;

const list: Type = listType({ kind: 'variable', name: 'T' });

export const combineBuiltins: readonly Builtin[] = [
  {
    name: 'unique',
    summary:
      'The list with each member once, in the order of their first places; members are compared by their type: groups without regard to case, plain texts exactly.',
    subject: 'lists',
    comparesMembers: true,
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
    summary:
      'The members of either list, each once; members are compared by their type: groups without regard to case, plain texts exactly.',
    subject: 'lists',
    comparesMembers: true,
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
      'The members of the first list that the second does not have, each once; members are compared by their type: groups without regard to case, plain texts exactly.',
    subject: 'lists',
    comparesMembers: true,
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
    summary:
      'The members that both lists have, each once, as the first spells them; members are compared by their type: groups without regard to case, plain texts exactly.',
    subject: 'lists',
    comparesMembers: true,
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
