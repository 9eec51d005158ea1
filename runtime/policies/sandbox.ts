import ivm from 'isolated-vm';

/**
 * A JavaScript heap of its own. Text goes in and text comes out; nothing inside ever holds a reference to the host.
 */
export interface Sandbox {
  /** False once a call ran out of time or memory, or after `close`; then nothing more can be asked of it. */
  readonly isOpen: boolean;
  /** Runs a script. Throws what it throws. */
  evaluate(script: string, name: string): void;
  /**
   * Makes a function of the expression of a function inside. It takes a list of texts and gives one, or whatever the
   * function inside gives; it may run for `timeout` milliseconds, or for ever. It throws when the function does. Calls with
   * the same `meter` have that time together.
   */
  bind(expression: string, timeout: number | null): (texts: readonly string[], meter?: Meter) => unknown;
  /**
   * Makes a function of the expression of a function inside that takes a short text and gives one. With a `timeout` in
   * milliseconds it is stopped after that, which costs as much again as the call.
   */
  bindText(expression: string): (text: string, timeout: number | null) => string;
  /** Gives the heap back. May be called twice. */
  close(): void;
}

/** Milliseconds that calls have taken. */
export interface Meter {
  spent: number;
}

/**
 * Opens a heap of at most `memory` MiB in which `WebAssembly`, `SharedArrayBuffer`, `Atomics` and `console` do not
 * exist and nobody can change what JavaScript brings along. `before` is a script that runs earlier than that.
 */
export function openSandbox(options: { readonly memory: number; readonly before: string }): Sandbox {
  const isolate = new ivm.Isolate({ memoryLimit: options.memory });
  const context = isolate.createContextSync();
  context.evalSync(options.before, { filename: 'before.js' });
  context.evalSync(`(${hardenGlobals})()`, { filename: 'harden.js' });
  let isOpen = true;
  const close = () => {
    isOpen = false;
    if (!isolate.isDisposed) isolate.dispose();
  };
  const guarded = <T>(call: () => T): T => {
    if (!isOpen) throw new Error('a closed sandbox is not asked again: whoever holds it looks at `isOpen`');
    try {
      return call();
    } catch (error) {
      // After a time-out, what was left behind in the queues of the isolate could meet the next login.
      if (isolate.isDisposed || String(error).includes('timed out')) close();
      throw error;
    }
  };
  return {
    get isOpen() {
      return isOpen;
    },
    evaluate(script, name) {
      guarded(() => context.evalSync(script, { filename: name }));
    },
    bind(expression, timeout) {
      const inside = guarded(() => context.evalSync(`(${expression})`, { reference: true }));
      // Texts cross inside a list: bare ones become external strings, which minor collections do not free.
      const manner = { arguments: { copy: true }, result: { copy: true } } as const;
      return (texts, meter = { spent: 0 }) => {
        // A time of 0 would be for ever.
        const left = timeout === null ? null : Math.max(1, Math.ceil(timeout - meter.spent));
        const options = left === null ? manner : { ...manner, timeout: left };
        const start = performance.now();
        try {
          return guarded(() => inside.applySync(undefined, [texts], options));
        } finally {
          meter.spent += performance.now() - start;
        }
      };
    },
    bindText(expression) {
      const inside = guarded(() => context.evalSync(`(${expression})`, { reference: true }));
      return (text, timeout) =>
        guarded(() =>
          String(
            timeout === null
              ? inside.applySync(undefined, [text])
              : inside.applySync(undefined, [text], { timeout }),
          ),
        );
    },
    close,
  };
}

/** Its text runs inside, before anything that could be attacked. */
function hardenGlobals(): void {
  const removed = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console'];
  for (const name of removed) Reflect.deleteProperty(globalThis, name);
  const reached = new Set<object>();
  const visit = (value: unknown) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    reached.add(value);
  };
  for (const key of Reflect.ownKeys(globalThis)) visit(Reflect.get(globalThis, key));
  const literals = [function* () {}, async () => {}, async function* () {}, [].values(), new Map().entries()];
  const iterators = [new Set().values(), ''.matchAll(/x/g), ''[Symbol.iterator]()];
  for (const literal of [...literals, ...iterators]) visit(Object.getPrototypeOf(literal));
  for (const value of reached) {
    if (value === globalThis) continue;
    visit(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      for (const part of [property?.value, property?.get, property?.set]) visit(part);
    }
    Object.freeze(value);
  }
}
