import type { Side } from './membrane.ts';
import { copyState, isConstructor, isError } from './recognise-form.ts';
import type { Contents, Form, Wire } from './wire.ts';

/** Makes a value ready for the other heap. */
export function wrapValue(side: Side, value: unknown): Wire {
  return wrap(side, value, { described: new Set(), left: CONTENTS });
}

/** How many objects are shown in one message: enough for what tests look at, too few to be slow. */
const CONTENTS = 2000;

interface Progress {
  readonly described: Set<object>;
  left: number;
}

function wrap(side: Side, value: unknown, progress: Progress): Wire {
  switch (typeof value) {
    case 'undefined':
      return { kind: 'undefined' };
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { kind: 'number', text: printNumber(value) };
    case 'bigint':
      return { kind: 'bigint', digits: String(value) };
    case 'symbol':
      return wrapSymbol(side, value);
    case 'string':
    case 'boolean':
      return value;
    case 'object':
    case 'function':
      return value === null ? null : wrapObject(side, value, progress);
  }
}

function printNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function wrapObject(side: Side, value: object, progress: Progress): Wire {
  const index = side.tables.indexOfKnown(value);
  if (index !== undefined) return { kind: 'known', index };
  const foreignId = side.tables.foreignIdOf(value);
  if (foreignId === undefined) {
    return { kind: 'mine', id: side.tables.idOf(value), form: formOf(side, value, progress) };
  }
  const state = copyState(value);
  return { kind: 'yours', id: foreignId, ...(state !== null && { state }) };
}

function wrapSymbol(side: Side, value: symbol): Wire {
  const index = side.tables.indexOfKnown(value);
  if (index !== undefined) return { kind: 'known', index };
  const key = Symbol.keyFor(value);
  if (key !== undefined) return { kind: 'registered', key };
  const foreignId = side.tables.foreignIdOf(value);
  if (foreignId !== undefined) return { kind: 'yours', id: foreignId };
  return {
    kind: 'mine',
    id: side.tables.idOf(value),
    form: { kind: 'symbol', description: value.description },
  };
}

function formOf(side: Side, value: object, progress: Progress): Form {
  const state = copyState(value);
  if (state !== null) return state;
  if (typeof value === 'function') return { kind: 'function', isConstructor: isConstructor(value) };
  if (isPlainPromise(side, value)) {
    // What stands for it over there can be listened to; here nobody needs to.
    void Reflect.apply(Promise.prototype.then, value, [undefined, () => undefined]);
    return { kind: 'promise' };
  }
  const kind = Array.isArray(value) ? 'list' : 'record';
  if (side.name === 'outside') return isError(value) ? { kind: 'record', tag: 'Error' } : { kind };
  const isNew = !progress.described.has(value);
  progress.described.add(value);
  if (isError(value)) {
    const prototype = wrap(side, Object.getPrototypeOf(value), progress);
    const hiddenKeys = ERROR_KEYS.filter((key) => !Object.keys(value).includes(key));
    return {
      kind: 'error',
      prototype,
      properties: isNew ? contentsOf(side, value, Object.keys(value), progress) : [],
      hidden: isNew ? contentsOf(side, value, hiddenKeys, progress) : [],
    };
  }
  return isNew && isData(side, value)
    ? { kind, contents: contentsOf(side, value, Object.keys(value), progress) }
    : { kind };
}

const ERROR_KEYS = ['message', 'stack', 'name', 'code', 'cause', 'errors'];

function contentsOf(side: Side, value: object, keys: readonly string[], progress: Progress): Contents {
  const contents: (readonly [string, Wire])[] = [];
  for (const key of keys) {
    if (progress.left <= 0) break;
    progress.left -= 1;
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    // The stack of an error is a getter in some engines; others could be the rule's own, and are not called.
    if (property === undefined || !('value' in property || key === 'stack')) continue;
    contents.push([key, wrap(side, Reflect.get(value, key), progress)]);
  }
  return contents;
}

/** Whether an object is nothing but its properties. */
function isData(side: Side, value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  const index = side.tables.indexOfKnown(prototype);
  return index !== undefined && DATA.includes(index);
}

/** Of `Object.prototype` and `Array.prototype`, see `listKnown`. */
const DATA = [1, 5];

/** A promise of a class of its own keeps its methods: it is asked like any object. */
function isPlainPromise(side: Side, value: object): boolean {
  const index = side.tables.indexOfKnown(Object.getPrototypeOf(value));
  if (index === undefined || index !== side.tables.indexOfKnown(Promise.prototype)) return false;
  return Reflect.ownKeys(value).every((key) => typeof key === 'symbol');
}
