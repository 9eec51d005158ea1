declare const module: { exports: unknown };

module.exports = function structuredClone(value: unknown): unknown {
  return cloned(value, new Map());
};

/** https://html.spec.whatwg.org/#structuredserializeinternal for what a rule can hold. */
function cloned(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw dataCloneError(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const keep = <T extends object>(copy: T): T => {
    seen.set(value, copy);
    return copy;
  };
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (value instanceof Uint8Array) return keep(new Uint8Array(value));
  if (ArrayBuffer.isView(value)) return keep(viewCloned(value));
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
    throw dataCloneError(value);
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, item] of [...value]) copy.set(cloned(key, seen), cloned(item, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const item of [...value]) copy.add(cloned(item, seen));
    return copy;
  }
  if (value instanceof Error) return keep(errorCloned(value));
  const copy: object = keep(Array.isArray(value) ? new Array(value.length) : {});
  for (const [key, item] of Object.entries(value)) {
    const property = { value: cloned(item, seen), writable: true, enumerable: true, configurable: true };
    Object.defineProperty(copy, key, property);
  }
  return copy;
}

function viewCloned(view: ArrayBufferView): object {
  const buffer = view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
  const make = view.constructor as new (buffer: ArrayBufferLike) => object;
  return new make(buffer);
}

const ERRORS: ReadonlyMap<string, ErrorConstructor> = new Map(
  [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((made) => [
    made.name,
    made as ErrorConstructor,
  ]),
);

function errorCloned(error: Error): Error {
  const made = new (ERRORS.get(error.name) ?? Error)(error.message);
  if (typeof error.stack === 'string') made.stack = error.stack;
  return made;
}

function dataCloneError(value: unknown): Error {
  const error = new Error(`${String(value).slice(0, 100)} could not be cloned.`);
  return Object.assign(error, { name: 'DataCloneError', code: 25 });
}
