/** The same value with lists and records of its own, so that whoever changes them changes nothing of the login. */
export function ownValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, ownValue(field)]));
  const list: unknown[] = value.slice();
  for (let index = 0; index < list.length; index++) {
    if (typeof list[index] === 'object') list[index] = ownValue(list[index]);
  }
  return list;
}
