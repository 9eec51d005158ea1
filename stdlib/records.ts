import type { Builtin, Value } from './builtin.ts';
import { put } from './effects.ts';
import { listOf, own, recordOf, textOf } from './shape.ts';
import { listOf as listType, scalar, type Type } from './type.ts';

/** The names of the fields of a record that hold something. */
export function keys(record: unknown): readonly string[] | undefined {
  const fields = recordOf(record);
  return fields && Object.keys(fields).filter((name) => (fields[name] ?? undefined) !== undefined);
}

/** What the fields of a record hold, in the order of `keys`. */
export function values(record: unknown): readonly Value[] | undefined {
  return keys(record)?.map((name) => own(record, name) as Value);
}

/** Whether a record has a field of a name that holds something. */
export function hasKey(record: unknown, name: unknown): boolean | undefined {
  if (recordOf(record) === undefined || typeof name !== 'string') return undefined;
  return own(record, name) !== undefined;
}

/** What stands at a path of names with dots between them; `otherwise` where any step or the record is missing. */
export function get(record: unknown, path: unknown, otherwise?: Value): Value {
  if (typeof path !== 'string') return undefined;
  return (path.split('.').reduce(own, record) as Value) ?? otherwise;
}

/** The fields of both records; where both have one, that of the second. */
export function merge(record: unknown, other: unknown): Value {
  const names = keys(record);
  const others = keys(other);
  if (names === undefined || others === undefined) return undefined;
  const merged: { [name: string]: Value } = {};
  for (const name of names) put(merged, name, own(record, name));
  for (const name of others) put(merged, name, own(other, name));
  return merged;
}

/** The record with only the fields of some names. */
export function pick(record: unknown, names: unknown): Value {
  const present = keys(record);
  const wanted = listOf(names, textOf);
  if (present === undefined || wanted === undefined) return undefined;
  const picked: { [name: string]: Value } = {};
  for (const name of present) if (wanted.includes(name)) put(picked, name, own(record, name));
  return picked;
}

/** The record without the fields of some names. */
export function omit(record: unknown, names: unknown): Value {
  const present = keys(record);
  const unwanted = listOf(names, textOf);
  if (present === undefined || unwanted === undefined) return undefined;
  return pick(
    record,
    present.filter((name) => !unwanted.includes(name)),
  );
}

const anyRecord: Type = { kind: 'record', fields: new Map(), open: true };
const record = { name: 'record', type: anyRecord } as const;
const names = { name: 'names', type: listType(scalar('text')) } as const;

export const recordBuiltins: readonly Builtin[] = [
  {
    name: 'keys',
    summary: 'The names of the fields of a record that hold something.',
    subject: 'records',
    parameters: [record],
    returns: listType(scalar('text')),
    examples: [
      ['keys({"plan": "pro", "seats": 5})', ['plan', 'seats']],
      ['keys({})', []],
      ['keys(missing)', undefined],
    ],
    run: keys,
  },
  {
    name: 'values',
    summary: 'What the fields of a record hold, in the order of `keys`.',
    subject: 'records',
    parameters: [record],
    returns: listType({ kind: 'any' }),
    examples: [
      ['values({"plan": "pro", "seats": 5})', ['pro', 5]],
      ['values({})', []],
      ['values(missing)', undefined],
    ],
    run: values,
  },
  {
    name: 'hasKey',
    summary: 'Yes when the record has a field of this name that holds something.',
    subject: 'records',
    parameters: [record, { name: 'name', type: scalar('text') }],
    returns: scalar('yes/no'),
    examples: [
      ['hasKey({"plan": "pro"}, "plan")', true],
      ['hasKey({"plan": "pro"}, "constructor")', false],
      ['hasKey(missing, "plan")', undefined],
    ],
    run: hasKey,
  },
  {
    name: 'get',
    summary:
      'What stands at a path of field names with dots between them; the default, if there is one, when the record or a field on the way is missing.',
    subject: 'records',
    parameters: [
      record,
      { name: 'path', type: scalar('text') },
      { name: 'default', type: { kind: 'any' }, optional: true },
    ],
    returns: { kind: 'any' },
    acceptsMissing: true,
    examples: [
      ['get({"crm": {"plan": "pro"}}, "crm.plan")', 'pro'],
      ['get({"crm": {}}, "crm.plan", "free")', 'free'],
      ['get({"crm": {}}, "crm.constructor.name")', undefined],
      ['get(missing, "crm.plan", "free")', 'free'],
    ],
    run: get,
  },
  {
    name: 'merge',
    summary:
      'The fields of both records; where both have one, that of the second. Records inside are not merged.',
    subject: 'records',
    parameters: [record, { name: 'other', type: anyRecord }],
    returns: anyRecord,
    examples: [
      ['merge({"plan": "free", "seats": 1}, {"plan": "pro"})', { plan: 'pro', seats: 1 }],
      ['merge({}, {})', {}],
      ['merge({"plan": "free"}, missing)', undefined],
    ],
    run: merge,
  },
  {
    name: 'pick',
    summary: 'The record with only the fields of these names.',
    subject: 'records',
    parameters: [record, names],
    returns: anyRecord,
    examples: [
      ['pick({"plan": "pro", "seats": 5}, ["plan", "since"])', { plan: 'pro' }],
      ['pick({"plan": "pro"}, [])', {}],
      ['pick(missing, ["plan"])', undefined],
    ],
    run: pick,
  },
  {
    name: 'omit',
    summary: 'The record without the fields of these names.',
    subject: 'records',
    parameters: [record, names],
    returns: anyRecord,
    examples: [
      ['omit({"plan": "pro", "seats": 5}, ["seats"])', { plan: 'pro' }],
      ['omit({"plan": "pro"}, [])', { plan: 'pro' }],
      ['omit(missing, ["plan"])', undefined],
    ],
    run: omit,
  },
];
