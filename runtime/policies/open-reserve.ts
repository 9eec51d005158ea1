import { DEFAULT_LIMITS } from '../limits.ts';
import { openGuestSandbox } from './open-guest-sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * Sandboxes made ahead, in quiet moments: what takes half of the time that opening a pipeline does. Each is for whoever
 * takes it, and never comes back.
 */
export interface Reserve {
  /** A sandbox in which the guest waits for policies, of `memory` MiB and perhaps a few more; null: none is at hand. */
  take(memory: number): Sandbox | null;
  /** Gives back what nobody took. May be called twice. */
  close(): void;
}

/** Those with lists of up to a megabyte have room in it. */
const MEMORY = DEFAULT_LIMITS.memory + DEFAULT_LIMITS.memoryForConstants;

/** Milliseconds without anybody taking one. */
const QUIET = 20;

/** Opens a reserve of `size` sandboxes; the first is made in the first quiet moment. */
export function openReserve(size: number): Reserve {
  const ready: Sandbox[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const fillLater = () => {
    clearTimeout(timer);
    if (!isClosed && ready.length < size) timer = setTimeout(fill, QUIET).unref();
  };
  const fill = () => {
    try {
      const sandbox = openGuestSandbox(MEMORY, []);
      ready.push(sandbox);
      sandbox.tidy();
    } catch {
      // The machine has no room for it: whoever needs one finds out.
      return;
    }
    fillLater();
  };
  fillLater();
  return {
    take(memory) {
      const isFit = memory >= DEFAULT_LIMITS.memory && memory <= MEMORY;
      const sandbox = isFit ? (ready.pop() ?? null) : null;
      fillLater();
      return sandbox;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const sandbox of ready.splice(0)) sandbox.close();
    },
  };
}
