/** A record while a login is made. */
export type Draft = Record<string, unknown>;

/**
 * Puts a value at a path of a record that nobody else has, and makes the records on the way; `undefined` takes away what
 * is there. A value on the way that is no record gives way to one, except to nothing.
 */
export function putValue(root: Draft, path: readonly string[], value: unknown): void {
  let record = root;
  for (let index = 0; index < path.length - 1; index++) {
    const step = path[index] ?? '';
    const inner = Object.hasOwn(record, step) ? record[step] : undefined;
    if (isDraft(inner)) {
      record = inner;
      continue;
    }
    if (value === undefined) return;
    const made: Draft = {};
    define(record, step, made);
    record = made;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete record[last];
  else define(record, last, value);
}

/** A copy of plain data that nobody else has. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isDraft(value)) return value;
  const copy: Draft = {};
  for (const name of Object.keys(value)) define(copy, name, copyOf(value[name]));
  return copy;
}

/** JSON can hold an own `__proto__`, which an assignment would not make. */
function define(record: Draft, name: string, value: unknown): void {
  if (name !== '__proto__') record[name] = value;
  else Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
