/** Plain data that nobody can change any more; it is the same data, and everything in it is frozen with it. */
export function freezeData<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) freezeData(part);
  return Object.freeze(value);
}
