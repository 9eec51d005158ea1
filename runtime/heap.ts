import ivm from 'isolated-vm';
import { openIsolate } from './open-isolate.ts';

/** A JavaScript heap for code that nobody trusts. Several contexts, each with globals of its own, share it. */
export interface Heap {
  readonly isOpen: boolean;
  /** Compiled once, run in any context of the heap. `column`: where the text of the author starts in the first line. */
  compile(text: string, options: { readonly name: string; readonly column?: number }): HeapScript;
  openContext(): HeapContext;
  /** How full it is. Resolves only when nothing runs in the heap any more. */
  usage(): Promise<HeapUsage>;
  /** Gives the heap back. Only while nothing runs in it: a thread that never comes back takes the process along. */
  dispose(): void;
}

export interface HeapUsage {
  /** The part of the limit that is in use, from 0 to 1. */
  readonly part: number;
  /** What it takes of the memory of the machine, in MiB. */
  readonly size: number;
}

/** Opaque. */
export type HeapScript = ivm.Script;

export interface HeapContext {
  /** Runs a script at once. Throws what it throws, as text, or that it took longer than `timeout` milliseconds. */
  run(script: HeapScript, timeout: number): void;
  /** Runs a script at once whose value is a function. */
  take(script: HeapScript, timeout: number): HeapFunction;
  close(): void;
}

/** What can cross: a list of plain data, a port, or something of another context of the same heap. */
export type Crossing = readonly (string | number | boolean | null)[] | HeapPort | HeapValue;

/** Something inside that can be handed to a function inside. */
export interface HeapValue {
  readonly dereferenced: unknown;
  release(): void;
}

/** A function inside. Its value never comes out: what it has to say it says through a port. */
export interface HeapFunction extends HeapValue {
  call(parts: readonly Crossing[], timeout: number): Promise<EntryEnd>;
  callSync(parts: readonly Crossing[], timeout: number): EntryEnd;
  /** A call whose value is wanted; to be called, it has to be a function. Throws. */
  takeSync(parts: readonly Crossing[], timeout: number): HeapFunction;
}

/** How one entry into the heap ended. */
export type EntryEnd =
  | { readonly kind: 'returned' }
  /** It threw, or left a rejected promise that nobody handles. The text is the code's own. */
  | { readonly kind: 'threw'; readonly message: string }
  /** Out of time or memory: what was left in its queues could meet whoever comes next, so nobody may. */
  | { readonly kind: 'lost'; readonly reason: string };

/** A function of the host that can be handed in. Opaque. */
export type HeapPort = ivm.Callback;

/**
 * Opens a heap of at most `memory` MiB. `onCatastrophe`: memory ran out in a way that leaves a thread asleep for ever;
 * the process is of no use any more.
 */
export function openHeap(options: {
  readonly memory: number;
  readonly onCatastrophe: (reason: string) => void;
}): Heap {
  const isolate = openIsolate({
    memoryLimit: options.memory,
    onCatastrophicError: options.onCatastrophe,
  });
  return {
    get isOpen() {
      return !isolate.isDisposed;
    },
    compile: (text, { name, column = 0 }) =>
      isolate.compileScriptSync(text, { filename: name, columnOffset: 0 - column }),
    openContext: () => openContext(isolate),
    async usage() {
      const heap = await isolate.getHeapStatistics();
      const outside = heap.externally_allocated_size + heap.malloced_memory;
      return {
        part: (heap.used_heap_size + heap.externally_allocated_size) / (options.memory * MIB),
        size: (heap.total_physical_size + outside) / MIB,
      };
    },
    dispose() {
      if (!isolate.isDisposed) isolate.dispose();
    },
  };
}

/** A port that takes what it is told and gives nothing back; the code inside goes on at once. */
export function listeningPort(listen: (message: readonly unknown[]) => void): HeapPort {
  return new ivm.Callback(listen, { ignored: true });
}

/** A port for which the code inside waits. What it gives crosses as a list. It must not throw. */
export function answeringPort(answer: (message: readonly unknown[]) => readonly string[]): HeapPort {
  return new ivm.Callback(answer, { sync: true });
}

const MIB = 1024 * 1024;

function openContext(isolate: ivm.Isolate): HeapContext {
  const context = isolate.createContextSync();
  return {
    run(script, timeout) {
      script.runSync(context, { timeout });
    },
    take: (script, timeout) => heapFunction(isolate, script.runSync(context, { timeout, reference: true })),
    close: () => context.release(),
  };
}

function heapFunction(isolate: ivm.Isolate, reference: ivm.Reference): HeapFunction {
  return {
    async call(parts, timeout) {
      try {
        await reference.apply(undefined, parts.map(crossing), { timeout });
        return { kind: 'returned' };
      } catch (error) {
        return endOf(isolate, error);
      }
    },
    callSync(parts, timeout) {
      try {
        reference.applySync(undefined, parts.map(crossing), { timeout });
        return { kind: 'returned' };
      } catch (error) {
        return endOf(isolate, error);
      }
    },
    takeSync: (parts, timeout) =>
      heapFunction(
        isolate,
        reference.applySync(undefined, parts.map(crossing), { timeout, result: { reference: true } }),
      ),
    get dereferenced() {
      return reference.derefInto();
    },
    release: () => reference.release(),
  };
}

/** Texts cross inside a list: bare ones become external strings, which minor collections do not free. */
function crossing(part: Crossing): unknown {
  if (part instanceof ivm.Callback) return part;
  if ('dereferenced' in part) return part.dereferenced;
  return new ivm.ExternalCopy(part).copyInto({ release: true });
}

function endOf(isolate: ivm.Isolate, error: unknown): EntryEnd {
  const message = error instanceof Error ? error.message : String(error);
  if (message === 'Script execution timed out.') return { kind: 'lost', reason: 'computed for too long' };
  if (isolate.isDisposed || /^Isolate (is|was) disposed/.test(message)) {
    return {
      kind: 'lost',
      reason: /memory/.test(message) ? 'took too much memory' : 'its isolate was closed',
    };
  }
  return { kind: 'threw', message: message.slice(0, 2000) };
}
