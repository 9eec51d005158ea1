import {
  apply,
  defineHidden,
  NativeError,
  NativePromise,
  NativeTypeError,
  numberOf,
  then,
} from './intrinsics.ts';
import type { HubPort } from './room-port.ts';

type Handler = (...args: readonly unknown[]) => unknown;

/** `setTimeout` and its kin. They wait outside, and what they run is on the account of the rule that set them. */
export function installTimers(hub: HubPort): void {
  const start = (handler: unknown, delay: unknown, rhythm: 'once' | 'again', args: readonly unknown[]) => {
    if (typeof handler !== 'function') throw new NativeTypeError('a timer needs a function');
    let waiting = delayOf(delay);
    const set = () => {
      const timer = hub.setTimer(() => apply(handler, undefined, args), waiting, rhythm);
      if (timer === null) throw new NativeError('too many timers are waiting');
      return timer;
    };
    let timer = set();
    const handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh() {
        hub.clearTimer(timer);
        timer = set();
        return handle;
      },
      close() {
        hub.clearTimer(timer);
        waiting = 0;
        return handle;
      },
      [Symbol.toPrimitive]: () => timer,
    };
    return handle;
  };
  const clear = (handle: unknown) => {
    if (handle === null || handle === undefined) return;
    const timer = numberOf(handle);
    if (timer > 0) hub.clearTimer(timer);
  };
  const resolved = NativePromise.resolve();
  const soon = (handler: unknown, args: readonly unknown[]) => {
    if (typeof handler !== 'function') throw new NativeTypeError('a microtask needs a function');
    then(resolved, () => apply(handler as Handler, undefined, args));
  };
  const names: Readonly<Record<string, unknown>> = {
    setTimeout: (handler: unknown, delay?: unknown, ...args: unknown[]) =>
      start(handler, delay, 'once', args),
    setInterval: (handler: unknown, delay?: unknown, ...args: unknown[]) =>
      start(handler, delay, 'again', args),
    setImmediate: (handler: unknown, ...args: unknown[]) => start(handler, 0, 'once', args),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    queueMicrotask: (handler: unknown) => soon(handler, []),
  };
  for (const name of Object.keys(names)) defineHidden(globalThis, name, names[name]);
}

/** As Node takes it: what makes no sense is 1. */
function delayOf(delay: unknown): number {
  const milliseconds = numberOf(delay);
  return milliseconds >= 0 && milliseconds <= 0x7fffffff ? milliseconds : 1;
}
