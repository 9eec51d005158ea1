import { apply, construct, defineProperty, getOwnPropertyDescriptor, ownKeys } from './intrinsics.ts';

/** Lets the clock of this context show `now`, milliseconds since 1970 UTC, and go on from there. */
export function setClock(now: number): void {
  const Native = Date;
  const readNative = Native.now;
  const writeNative = Native.prototype.toString;
  const offset = now - readNative();
  const read = () => readNative() + offset;
  const Shifted = function (this: unknown, ...args: readonly unknown[]) {
    if (new.target === undefined) return apply(writeNative, construct(Native, [read()]), []);
    return construct(Native, args.length === 0 ? [read()] : args, new.target);
  };
  for (const key of ownKeys(Native)) {
    const property = getOwnPropertyDescriptor(Native, key);
    if (property !== undefined) defineProperty(Shifted, key, property);
  }
  const methods = {
    now() {
      return read();
    },
  };
  defineProperty(Shifted, 'now', { value: methods.now, writable: true, configurable: true });
  defineProperty(Native.prototype, 'constructor', { value: Shifted, writable: true, configurable: true });
  defineProperty(globalThis, 'Date', { value: Shifted, writable: true, configurable: true });
}
