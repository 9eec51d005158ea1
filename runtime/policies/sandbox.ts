import ivm from 'isolated-vm';
import { openIsolate } from '../open-isolate.ts';
import { hardenGlobals } from './harden-globals.ts';

/**
 * A JavaScript heap of its own. Text goes in and text comes out; nothing inside ever holds a reference to the host.
 */
export interface Sandbox {
  /** False once a call ran out of time or memory, or after `close`; then nothing more can be asked of it. */
  readonly isOpen: boolean;
  /** Runs a script. Throws what it throws. */
  evaluate(script: string, name: string): void;
  /** The same for a script that many sandboxes run. */
  evaluateKept(script: KeptScript): void;
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
  /** Makes a function of the expression of a function inside, for texts that come with memory which both sides then have. */
  bindShared(expression: string): (text: string, memory: readonly SharedArrayBuffer[]) => void;
  /** Collects garbage and gives back the room that it took. Takes a millisecond. */
  tidy(): void;
  /** Gives the heap back. May be called twice. */
  close(): void;
}

/** A script that many sandboxes run, with what V8 made of it the first time. */
export interface KeptScript {
  readonly text: string;
  /** For stack traces. */
  readonly name: string;
  /** Of this text and no other, since V8 compares but the lengths; made in this process, since it is machine code. */
  cache: ivm.ExternalCopy<ArrayBuffer> | null;
}

export function keepScript(text: string, name: string): KeptScript {
  // Texts of functions take two bytes a character where the file that they stand in has one rare character somewhere.
  return { text: Buffer.from(text).toString(), name, cache: null };
}

/** Milliseconds that calls have taken. */
export interface Meter {
  spent: number;
}

/**
 * Opens a heap of at most `memory` MiB that is hardened by `hardenGlobals`. `before` are scripts that run earlier than
 * that.
 */
export function openSandbox(options: {
  readonly memory: number;
  readonly before: readonly KeptScript[];
}): Sandbox {
  const isolate = openIsolate({ memoryLimit: options.memory });
  const context = isolate.createContextSync();
  const runKept = (script: KeptScript) => {
    const { text, name: filename, cache } = script;
    const info = cache === null ? { produceCachedData: true } : { cachedData: cache };
    const compiled = isolate.compileScriptSync(text, { filename, ...info });
    if ('cachedData' in compiled && compiled.cachedData instanceof ivm.ExternalCopy)
      script.cache = compiled.cachedData;
    compiled.runSync(context);
    compiled.release();
  };
  for (const script of [...options.before, HARDEN]) runKept(script);
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
    evaluateKept(script) {
      guarded(() => runKept(script));
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
    bindShared(expression) {
      const inside = guarded(() => context.evalSync(`(${expression})`, { reference: true }));
      return (text, memory) => {
        // Copies of shared memory are views of it.
        const views = memory.map((part) => new ivm.ExternalCopy(part).copyInto({ release: true }));
        guarded(() => inside.applySync(undefined, [text, ...views]));
      };
    },
    tidy() {
      const { used_heap_size: used } = isolate.getHeapStatisticsSync();
      const most = options.memory * 1024 * 1024;
      // Of a heap with long lists, the garbage is not worth a walk through it.
      if (used > most / 8) return;
      // Nobody may ask V8 for a collection, but it makes one where a buffer would take most of the room. It is never written to,
      // so it takes none of the machine.
      guarded(() => context.evalSync(`new ArrayBuffer(${Math.floor(most * 0.75)}).transfer(0);`));
    },
    close,
  };
}

const HARDEN = keepScript(`(${hardenGlobals})()`, 'harden.js');
