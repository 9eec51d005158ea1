/** What a table of the policy gives for a key: a text or a list, the keys folded by their type already. */
export interface BuiltTable {
  get(key: string): string | readonly string[] | undefined;
}

/** The value in the row of a key; missing when no row has it. */
export function lookupOne(key: unknown, table: BuiltTable): string | readonly string[] | undefined {
  return typeof key === 'string' && typeof table?.get === 'function' ? table.get(key) : undefined;
}

/** The values of all rows that have one of the keys, each once, in the order of the keys; missing when no row has any. */
export function lookupMany(keys: unknown, table: BuiltTable): readonly string[] | undefined {
  if (!Array.isArray(keys)) return undefined;
  const values: string[] = [];
  let isFound = false;
  for (const key of keys) {
    const row = lookupOne(key, table);
    if (row === undefined) continue;
    isFound = true;
    if (typeof row === 'string') values.push(row);
    else for (const value of row) values.push(value);
  }
  if (!isFound) return undefined;
  // A few are sooner compared with each other than made a set.
  return values.length > 32
    ? [...new Set(values)]
    : values.filter((value, index) => values.indexOf(value) === index);
}

export const tableFunctions = [lookupOne, lookupMany] as const;
