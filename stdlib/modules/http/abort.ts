type Listener = ((event: AbortEvent) => void) | { handleEvent(event: AbortEvent): void };

interface AbortEvent {
  readonly type: string;
  readonly target: AbortSignal;
}

const MAKER = Symbol('the maker of signals');

/** Says that something is to be given up. */
export class AbortSignal {
  onabort: ((event: AbortEvent) => void) | null = null;
  #isAborted = false;
  #reason: unknown;
  readonly #listeners = new Set<Listener>();

  constructor(maker: unknown) {
    if (maker !== MAKER) throw new TypeError('Illegal constructor');
  }

  get aborted(): boolean {
    return this.#isAborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#isAborted) throw this.#reason;
  }

  addEventListener(type: string, listener: Listener): void {
    if (type === 'abort') this.#listeners.add(listener);
  }

  removeEventListener(_type: string, listener: Listener): void {
    this.#listeners.delete(listener);
  }

  dispatchEvent(event: AbortEvent): boolean {
    this.onabort?.(event);
    for (const listener of [...this.#listeners]) {
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
    return true;
  }

  get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(MAKER);
    AbortSignal.fire(signal, reason);
    return signal;
  }

  static timeout(milliseconds: number): AbortSignal {
    const signal = new AbortSignal(MAKER);
    const reason = named('TimeoutError', 'The operation was aborted due to timeout', 23);
    setTimeout(() => AbortSignal.fire(signal, reason), milliseconds);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const all = [...signals];
    const over = all.find(({ aborted }) => aborted);
    if (over !== undefined) return AbortSignal.abort(over.reason);
    const signal = new AbortSignal(MAKER);
    for (const one of all) one.addEventListener('abort', () => AbortSignal.fire(signal, one.reason));
    return signal;
  }

  static fire(signal: AbortSignal, reason?: unknown): void {
    if (signal.#isAborted) return;
    signal.#isAborted = true;
    signal.#reason = reason ?? named('AbortError', 'This operation was aborted', 20);
    signal.dispatchEvent({ type: 'abort', target: signal });
  }
}

export class AbortController {
  readonly signal = new AbortSignal(MAKER);

  abort(reason?: unknown): void {
    AbortSignal.fire(this.signal, reason);
  }

  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }
}

/** Settles as `work` does, or rejects with the signal's reason as soon as it is given up. */
export async function unlessAborted<T>(work: Promise<T>, signal: unknown): Promise<T> {
  if (!isSignal(signal)) return work;
  if (signal.aborted) throw signal.reason;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Also one of another copy of this file: each client carries its own. */
function isSignal(value: unknown): value is Signal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'aborted' in value &&
    'addEventListener' in value &&
    typeof value.addEventListener === 'function'
  );
}

function named(name: string, message: string, code: number): Error {
  return Object.assign(new Error(message), { name, code });
}
