/** A record of plain data. */
export type Fields = Readonly<Record<string, unknown>>;

/** True for a record: neither a list nor a text nor nothing. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a record; of anything else none. */
export function recordOf(value: unknown): Fields {
  return isRecord(value) ? { ...value } : {};
}

/** What stands at a path of names and list indexes; undefined: nothing. Nothing is found that is only inherited. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined,
    value,
  );
}

/** A copy with another value at a path, or, when it is undefined, with nothing there. What is not there stays so. */
export function withValue(value: unknown, path: readonly string[], next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  if (Array.isArray(value)) {
    const members: readonly unknown[] = value;
    return members.flatMap((member, index) => {
      if (String(index) !== step) return [member];
      const changed = withValue(member, rest, next);
      return changed === undefined ? [] : [changed];
    });
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      if (name !== step) return [[name, member]];
      const changed = withValue(member, rest, next);
      return changed === undefined ? [] : [[name, changed]];
    }),
  );
}
