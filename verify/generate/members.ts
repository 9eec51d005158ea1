import type { Core } from '../../compiler/index.ts';
import type { Type } from '../../stdlib/index.ts';

/** The fields of records that expressions read, by their names, and what they read inside these. */
export type Members = ReadonlyMap<string, Member>;

export interface Member {
  /** At which the field is read. */
  readonly type: Type;
  /** Of the field, or of the members of the list in it. */
  readonly members: Members;
}

interface Draft {
  type: Type;
  readonly members: Map<string, Draft>;
}

/** Nothing reads further inside than this. */
const DEEPEST = 8;

/** What expressions read inside the values of fields. Which field it is inside of is not told apart. */
export function membersIn(expressions: readonly Core[]): Members {
  const lists = new Map(
    expressions.flatMap((one) => (one.kind === 'each' ? [[one.variable, one.list] as const] : [])),
  );
  const pathOf = (core: Core, depth: number): readonly string[] => {
    if (depth > DEEPEST) return [];
    if (core.kind === 'member') return [...pathOf(core.of, depth + 1), core.name];
    if (core.kind === 'call') return core.arguments.flatMap((one) => pathOf(one, depth + 1));
    const list = core.kind === 'local' ? lists.get(core.name) : undefined;
    return list === undefined ? [] : pathOf(list, depth + 1);
  };
  const found = new Map<string, Draft>();
  for (const one of expressions) {
    if (one.kind !== 'member') continue;
    let inside = found;
    for (const name of pathOf(one.of, 0)) inside = draftOf(inside, name).members;
    draftOf(inside, one.name).type = one.type;
  }
  return found;
}

function draftOf(drafts: Map<string, Draft>, name: string): Draft {
  const draft = drafts.get(name) ?? { type: { kind: 'any' }, members: new Map() };
  drafts.set(name, draft);
  return draft;
}
