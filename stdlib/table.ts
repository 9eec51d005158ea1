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
  const found = keys.map((key) => lookupOne(key, table)).filter((value) => value !== undefined);
  return found.length === 0 ? undefined : [...new Set(found.flat())];
}

export const tableFunctions = [lookupOne, lookupMany] as const;
