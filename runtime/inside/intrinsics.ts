/*
 * What the code of a room needs once rules have run in it, taken before they could change it. Calls of these must not go
 * through a prototype either: `apply(f, self, list)`, never `f.call`, and no iteration over lists.
 */
export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
} = Reflect;
export const { assign, create, freeze } = Object;
export const { parse, stringify } = JSON;
export const NativePromise = Promise;
export const NativeProxy = Proxy;
export const NativeError = Error;
export const NativeTypeError = TypeError;
export const NativeRangeError = RangeError;
export const { isArray } = Array;
export const numberOf = Number;
export const textOf = String;

export const objectPrototype = Object.prototype;

const promisePrototype = Promise.prototype;
const promiseThen = Promise.prototype.then;

/** `promise.then`, whoever changed it since. */
export function then<T>(
  promise: Promise<T>,
  next: (value: T) => unknown,
  failed?: (reason: unknown) => unknown,
) {
  return apply(promiseThen, promise, [next, failed]);
}

/** Goes on when `value`, perhaps a promise, has settled; nobody can have it go on earlier. Throws for odd objects. */
export function whenSettled(value: unknown, next: () => unknown, failed: (reason: unknown) => unknown): void {
  const isPromise = typeof value === 'object' && value !== null && getPrototypeOf(value) === promisePrototype;
  const promise = isPromise
    ? (value as Promise<unknown>)
    : new NativePromise<unknown>((resolve) => resolve(value));
  // Without one of its own, `then` would ask the prototype for it, which belongs to the rules.
  defineHidden(promise, 'constructor', undefined);
  then(promise, next, failed);
}

/** An own property that everybody sees, whatever setters its prototypes have. */
export function defineVisibly(target: object, name: PropertyKey, value: unknown): void {
  defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true });
}

/** An own property that nobody sees in a loop and everybody can replace, as built-in ones are. */
export function defineHidden(target: object, name: PropertyKey, value: unknown): void {
  defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/** The same for a name that is made when it is first used; as long as `make` gives undefined, it is asked again. */
export function defineLazily(target: object, name: PropertyKey, make: () => unknown): void {
  defineProperty(target, name, {
    configurable: true,
    enumerable: false,
    get() {
      const value = make();
      if (value !== undefined) defineHidden(target, name, value);
      return value;
    },
    set: (value) => defineHidden(target, name, value),
  });
}
