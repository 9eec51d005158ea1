/**
 * Where helpers call what they are given, counting from 0. A function may stand there and nowhere else, and nothing but a
 * function that the text spells out may stand there: otherwise a function that hangs on a login could get called.
 */
export const CALLED_PARTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['everySurely', [1]],
  ['everyPossibly', [1]],
  ['someSurely', [1]],
  ['somePossibly', [1]],
  ['everyMember', [1]],
  ['someMember', [1]],
  ['countMembers', [1]],
  ['mapMembers', [1, 2]],
  ['filterMembers', [1]],
  ['foldList', [1]],
  ['listOf', [1]],
  ['readList', [1]],
  ['readValue', [1]],
]);

/**
 * Helpers that find something in what a login came with: the only ones that get to see `user` and `context`. `own` gives what
 * a record itself has by a name, which may be any; `recordAt` gives a plain record, of which other fields are read. Hosts
 * have several of the latter, `recordAt$0` and so on, which all do the same. null: no helper of this name is one.
 */
export function readerNamed(name: string): 'own' | 'recordAt' | null {
  if (name === 'own') return name;
  return /^recordAt(?:\$\d+)?$/.test(name) ? 'recordAt' : null;
}

/**
 * The list of functions that are told that an effect applies: `tells[base + 3](told, value)`. They have an effect, and so they are
 * called by statements alone.
 */
export const TELLS = 'tells';
