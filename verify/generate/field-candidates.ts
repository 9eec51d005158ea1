import { isTextKind, type Type } from '../../stdlib/index.ts';
import { always, type Candidate, listOfCandidates, recordOfCandidates } from './candidate.ts';
import { fitsType } from './is-valid-login.ts';
import type { Members } from './members.ts';
import type { Near } from './near.ts';
import { interleave } from './random.ts';
import { ordinaryValues, valuesNear } from './value-candidates.ts';

/** What an author asks a field for: constants, and the fields of its members. */
export interface Question {
  readonly type: Type;
  readonly nears: readonly Near[];
  /** Fields of records in the field that are read. */
  readonly members: Members;
}

const MOST_ITEMS = 24;

/** Values for a field that something is asked of, in groups whose first members tell the most. */
export function candidatesFor({ type, nears, members }: Question): readonly (readonly Candidate[])[] {
  switch (type.kind) {
    case 'list': {
      const { of } = type;
      if (of.kind === 'record' || (of.kind === 'any' && members.size > 0))
        return recordLists(of, nears, members);
      return valueLists(of, nears);
    }
    case 'record':
      return members.size === 0
        ? [recordsWith(nears)]
        : [recordsOf(type, nears, members), recordsWith(nears)];
    case 'any': {
      const plain = nears.map((near) => valuesNear(type, near));
      const records =
        members.size > 0 ? [recordsOf(type, nears, members), ...recordLists(type, nears, members)] : [];
      return [...plain, ordinaryValues(type), ...records];
    }
    default:
      return [...nears.map((near) => valuesNear(type, near)), gluedTexts(type, nears), ordinaryValues(type)];
  }
}

/** Two constants make one text where a condition takes texts apart: `|` and `42` are found in `x|42`. */
function gluedTexts(type: Type, nears: readonly Near[]): readonly Candidate[] {
  const texts = nears.flatMap((near) => (near.kind === 'text' ? [near.text] : [])).slice(0, 5);
  const pairs = texts.flatMap((one) => texts.filter((other) => other !== one).map((other) => one + other));
  const glued = pairs.flatMap((text) => [text, `x${text}`, `${text}x`]).filter((text) => text.length < 200);
  return glued.filter((text) => isTextKind(type.kind) && fitsType(text, type)).map(always);
}

/** Lists of none, one and several members that matter, of strangers, and as long as numbers say. */
function valueLists(of: Type, nears: readonly Near[]): readonly (readonly Candidate[])[] {
  const groups = nears.map((near) => valuesNear(of, near)).filter((group) => group.length > 0);
  const stranger = ordinaryValues(of)[0] ?? always('x');
  const exact = groups.flatMap((group) => group.slice(0, 1)).slice(0, MOST_ITEMS);
  const pairs = exact.flatMap((one, index) => [
    listOfCandidates([one, stranger]),
    ...exact.slice(index + 1, index + 4).map((other) => listOfCandidates([other, one])),
  ]);
  const most = exact.length < 2 ? [] : [exact, ...exact.map((one) => exact.filter((other) => other !== one))];
  const lengths = nears.flatMap((near) =>
    near.kind === 'number' ? [near.number, near.number - 1, near.number + 1] : [],
  );
  const long = lengths.filter((length) => Number.isInteger(length) && length >= 0 && length <= 50);
  return [
    ...groups.map((group) => group.map((one) => listOfCandidates([one]))),
    gluedTexts(of, nears).map((one) => listOfCandidates([one])),
    [listOfCandidates([]), listOfCandidates([stranger])],
    pairs,
    most.map(listOfCandidates),
    long.map((length) => listOfCandidates(Array.from({ length }, (_, index) => exact[index] ?? stranger))),
    long.map((length) => listOfCandidates(Array.from({ length }, () => exact[0] ?? stranger))),
    ordinaryValues(of).map((one) => listOfCandidates([one])),
  ];
}

/** Records whose fields have values that matter, alone and together. */
function recordsOf(of: Type, nears: readonly Near[], members: Members): readonly Candidate[] {
  const rest = exampleOf(of);
  const fields = of.kind === 'record' ? of.fields : new Map<string, { readonly type: Type }>();
  const groups = [...members].map(([name, { type: asked, members: inner }]) => {
    const described = fields.get(name)?.type;
    const type = described === undefined || described.kind === 'any' ? asked : described;
    const values = interleave(candidatesFor({ type, nears, members: inner }), MOST_ITEMS * 2);
    return values.map((value) => [name, value] as const);
  });
  const single = groups.map((group) => group.map((field) => recordOfCandidates(rest, [field])));
  if (groups.length < 2) return interleave(single, MOST_ITEMS * 2);
  // Constants are tried in each field, so those that belong together are among the first of each.
  const together = groups.reduce<readonly (typeof groups)[number][]>(
    (made, group) =>
      made.flatMap((record) => group.slice(0, 3).map((field) => [...record, field])).slice(0, MOST_ITEMS),
    [[]],
  );
  const several = Array.from({ length: MOST_ITEMS }, (_, index) =>
    groups.flatMap((group, which) => {
      const field = group[(index * (which + 1) + which * 3) % Math.max(group.length, 1)];
      return field === undefined ? [] : [field];
    }),
  );
  return [
    ...together.map((record) => recordOfCandidates(rest, record)),
    ...interleave(single, MOST_ITEMS * 2),
    ...several.map((record) => recordOfCandidates(rest, record)),
  ];
}

/** Lists of records whose fields have values that matter. */
function recordLists(of: Type, nears: readonly Near[], members: Members): readonly (readonly Candidate[])[] {
  const rest = exampleOf(of);
  const records = recordsOf(of, nears, members);
  const plain = recordOfCandidates(rest, []);
  const counts = nears.flatMap((near) => (near.kind === 'number' ? [near.number, near.number + 1] : []));
  const often = [2, ...counts].filter((count) => Number.isInteger(count) && count >= 0 && count <= 20);
  return [
    [listOfCandidates([]), listOfCandidates([plain])],
    records.map((record) => listOfCandidates([record])),
    records.map((record) => listOfCandidates([plain, record])),
    often.flatMap((count) =>
      records
        .slice(0, 8)
        .map((record) => listOfCandidates([...Array.from({ length: count }, () => record), plain])),
    ),
    records.map((record, index) =>
      listOfCandidates([record, records[(index * 7 + 3) % records.length] ?? plain]),
    ),
  ];
}

function exampleOf(type: Type): Readonly<Record<string, unknown>> {
  if (type.kind !== 'record') return {};
  const examples = [...type.fields].map(([name, { example }]) => [name, example] as const);
  return Object.fromEntries(examples.filter(([, example]) => example !== undefined));
}

/** Records with and without the names that texts say, with steps: `a.b`. */
function recordsWith(nears: readonly Near[]): readonly Candidate[] {
  const names = nears.flatMap((near) => (near.kind === 'text' ? [near.text] : []));
  const records = names.flatMap((name) => {
    const steps = name.split('.').reverse();
    return ['x', true].map((value) =>
      always(steps.reduce<unknown>((inner, step) => ({ [step]: inner }), value)),
    );
  });
  return [always({}), ...records, always({ other: 'x' })];
}
