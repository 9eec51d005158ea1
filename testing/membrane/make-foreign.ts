import { type Membrane, readValue, type Side } from './membrane.ts';
import type { Form, Reply } from './wire.ts';
import { unwrapDescriptor, wrapDescriptor } from './wire-descriptor.ts';

/** What stands for a function, a list or a record of the other heap: every operation on it is asked over there. */
export function makeForeign(side: Side, membrane: Membrane, of: number, form: Form): object {
  const { wrap } = membrane;
  const read = (reply: Reply) => readValue(membrane, reply);
  // An object that inherits from the foreign one is what getters and setters see as `this`.
  const heir = (receiver: unknown) => (receiver === foreign ? {} : { receiver: wrap(receiver) });
  const describe = (key: string | symbol) =>
    readDescriptor(membrane, side.ask({ kind: 'describe', of, key: wrap(key) }));
  const ownShadow = makeShadow(form);
  const foreign: object = new Proxy(ownShadow, {
    get(_, key, receiver) {
      const value = read(side.ask({ kind: 'get', of, key: wrap(key), ...heir(receiver) }));
      const isTag = key === Symbol.toStringTag && form.kind === 'record' && value === undefined;
      return isTag ? form.tag : value;
    },
    set: (_, key, value, receiver) =>
      read(side.ask({ kind: 'set', of, key: wrap(key), value: wrap(value), ...heir(receiver) })) === true,
    has: (_, key) => read(side.ask({ kind: 'has', of, key: wrap(key) })) === true,
    deleteProperty(shadow, key) {
      const isDeleted = read(side.ask({ kind: 'delete', of, key: wrap(key) })) === true;
      return isDeleted && Reflect.deleteProperty(shadow, key);
    },
    ownKeys(shadow) {
      const keys = readKeys(membrane, side.ask({ kind: 'keys', of }));
      if (!Reflect.isExtensible(shadow)) {
        for (const key of Reflect.ownKeys(shadow)) {
          if (!keys.includes(key)) Reflect.deleteProperty(shadow, key);
        }
      }
      return keys;
    },
    getOwnPropertyDescriptor(shadow, key) {
      const found = describe(key);
      if (found === undefined) return undefined;
      return agree(found, Reflect.getOwnPropertyDescriptor(shadow, key));
    },
    defineProperty(shadow, key, property) {
      const descriptor = wrapDescriptor(membrane, property);
      if (read(side.ask({ kind: 'define', of, key: wrap(key), descriptor })) !== true) return false;
      // What is promised for ever has to stand in the shadow too: that is a law of proxies.
      const found = property.configurable === false ? describe(key) : undefined;
      return found === undefined || Reflect.defineProperty(shadow, key, found);
    },
    getPrototypeOf: () => asPrototype(read(side.ask({ kind: 'prototype', of }))),
    setPrototypeOf: (_, prototype) =>
      read(side.ask({ kind: 'inherit', of, prototype: wrap(prototype) })) === true,
    preventExtensions(shadow) {
      if (read(side.ask({ kind: 'close', of })) !== true) return false;
      Object.setPrototypeOf(shadow, Object.getPrototypeOf(foreign));
      for (const key of Reflect.ownKeys(shadow)) Reflect.deleteProperty(shadow, key);
      for (const key of readKeys(membrane, side.ask({ kind: 'keys', of }))) {
        const found = Reflect.getOwnPropertyDescriptor(foreign, key);
        if (found !== undefined) Reflect.defineProperty(shadow, key, found);
      }
      return Reflect.preventExtensions(shadow);
    },
    apply: (_, self, values) =>
      read(side.ask({ kind: 'call', of, self: wrap(self), values: values.map(wrap) })),
    construct(_, values, newTarget) {
      const target = newTarget === foreign ? {} : { newTarget: wrap(newTarget) };
      return asObject(read(side.ask({ kind: 'construct', of, values: values.map(wrap), ...target })));
    },
  });
  side.shadows.set(foreign, ownShadow);
  return foreign;
}

/**
 * Puts the contents of foreign data where inspectors look, which do not ask. `contents` are values of this heap.
 */
export function showContents(
  side: Side,
  foreign: object,
  contents: readonly (readonly [key: string, value: unknown])[],
): void {
  const shadow = side.shadows.get(foreign);
  if (shadow === undefined || !Object.isExtensible(shadow)) return;
  for (const key of Object.keys(shadow)) Reflect.deleteProperty(shadow, key);
  if (Array.isArray(shadow)) shadow.length = 0;
  for (const [key, value] of contents) {
    Reflect.defineProperty(shadow, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

function makeShadow(form: Form): object {
  if (form.kind === 'list') return [];
  if (form.kind !== 'function') return {};
  // Neither has a `prototype` of its own, which would have to stay. A bound class can be constructed.
  return form.isConstructor ? class {}.bind(undefined) : () => {};
}

function readKeys(membrane: Membrane, reply: Reply): (string | symbol)[] {
  if (reply.kind !== 'keys') {
    readValue(membrane, reply);
    throw new Error('a question for keys is answered by keys');
  }
  return reply.keys.map((key) => membrane.unwrap(key)).filter((key) => isKey(key));
}

function isKey(value: unknown): value is string | symbol {
  return typeof value === 'string' || typeof value === 'symbol';
}

function readDescriptor(membrane: Membrane, reply: Reply): PropertyDescriptor | undefined {
  if (reply.kind !== 'descriptor') {
    readValue(membrane, reply);
    throw new Error('a question for a property is answered by its description');
  }
  return reply.descriptor === null ? undefined : unwrapDescriptor(membrane, reply.descriptor);
}

/** A proxy may only promise what its shadow promises. */
function agree(found: PropertyDescriptor, shown: PropertyDescriptor | undefined): PropertyDescriptor {
  if (shown?.configurable !== false) return { ...found, configurable: true };
  return { ...found, configurable: false, ...(shown.writable === true && { writable: true }) };
}

function asPrototype(value: unknown): object | null {
  return value === null ? null : asObject(value);
}

function asObject(value: unknown): object {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return value;
  throw new Error('what is asked for an object answers with one');
}
