/** Looks at the memory of the whole process while rules run: a heap's own limit is overshot by far in one call. */
export function watchMemory(tooMuch: (reason: string) => void): MemoryWatch {
  let clock: NodeJS.Timeout | null = null;
  const rest = () => {
    if (clock !== null) clearInterval(clock);
    clock = null;
  };
  return {
    watch() {
      clock ??= setInterval(() => {
        if (process.memoryUsage.rss() < MOST) return;
        rest();
        tooMuch('the process of the rules ran out of memory');
      }, INTERVAL);
    },
    rest,
  };
}

export interface MemoryWatch {
  /** Something runs from now on. */
  watch(): void;
  /** Nothing runs any more. */
  rest(): void;
}

/** Bytes: twice of what a process full of isolates takes. */
const MOST = 1024 * 1024 * 1024;
/** Milliseconds. */
const INTERVAL = 100;
