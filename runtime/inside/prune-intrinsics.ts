/**
 * Takes away what rules have no use for and what memory limits do not count, what blocks threads, and what would let
 * code run while an error is rendered. Only in a context in which nobody has run yet.
 */
export function pruneIntrinsics(): void {
  for (const name of [
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
    'FinalizationRegistry',
    'console',
  ]) {
    Reflect.deleteProperty(globalThis, name);
  }
  for (const name of ['resize', 'resizable', 'maxByteLength', 'transfer', 'transferToFixedLength']) {
    Reflect.deleteProperty(ArrayBuffer.prototype, name);
  }
  // Packages set it in strict code, where a locked property would throw.
  Object.defineProperty(Error, 'prepareStackTrace', { get: () => undefined, set: () => undefined });
  // This one only counts if it is no getter.
  Object.defineProperty(Error, 'stackTraceLimit', { value: 10, writable: false, configurable: false });
  limitBuffers();
  limitIntl();
}

/** Without the option that makes it resizable: the memory of those is not counted. */
function limitBuffers(): void {
  const Native = ArrayBuffer;
  const { construct } = Reflect;
  replaceClass(Native, (args, target) => construct(Native, [args[0]], target));
}

/**
 * `Intl` stays because dates and money of real rules are written with it (`toLocaleString` needs it not, but
 * `Intl.DateTimeFormat().resolvedOptions()` and formatters do). What it makes is heavy and is not counted as memory of the
 * heap, so there can only be so many of them in one login, and the rest of it is not offered.
 */
function limitIntl(): void {
  const offered = [
    'DateTimeFormat',
    'NumberFormat',
    'PluralRules',
    'Collator',
    'RelativeTimeFormat',
    'ListFormat',
  ];
  const { construct } = Reflect;
  let made = 0;
  for (const name of Object.getOwnPropertyNames(Intl)) {
    if (!offered.includes(name)) {
      Reflect.deleteProperty(Intl, name);
      continue;
    }
    const Native = Reflect.get(Intl, name);
    const limited = replaceClass(Native, (args, target) => {
      made += 1;
      if (made > FORMATTERS)
        throw new RangeError(`a login can make ${FORMATTERS} formatters: make one and keep it`);
      return construct(Native, args, target);
    });
    Object.defineProperty(Intl, name, { value: limited, writable: true, configurable: true });
  }
}

/** Each takes up to 100 KB. */
const FORMATTERS = 200;

/** A constructor that goes through `make`, for the same prototype; also without `new`, where the native one allows it. */
function replaceClass(
  Native: NewableFunction & { readonly prototype: object },
  make: (args: readonly unknown[], target: NewableFunction) => object,
): NewableFunction {
  const isClass = Native === ArrayBuffer;
  const limited = function (this: unknown, ...args: unknown[]) {
    if (new.target === undefined && isClass) throw new TypeError(`Constructor ${Native.name} requires 'new'`);
    const target: unknown = new.target;
    return make(args, target === undefined || target === limited ? Native : (target as NewableFunction));
  };
  for (const key of Reflect.ownKeys(Native)) {
    const property = Object.getOwnPropertyDescriptor(Native, key);
    if (property !== undefined) Object.defineProperty(limited, key, property);
  }
  Object.defineProperty(Native.prototype, 'constructor', {
    value: limited,
    writable: true,
    configurable: true,
  });
  if (isClass)
    Object.defineProperty(globalThis, 'ArrayBuffer', { value: limited, writable: true, configurable: true });
  return limited as unknown as NewableFunction;
}
