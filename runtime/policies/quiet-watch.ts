import type { Sandbox } from './sandbox.ts';

/**
 * Tidies a sandbox up in a quiet moment: after it was opened, which leaves as much garbage as it takes room itself, and
 * later when many logins have been through it. A busy sandbox tidies up by itself.
 */
export interface QuietWatch {
  /** Somebody is about to ask the sandbox something. */
  touch(): void;
  /** May be called twice. */
  close(): void;
}

/** Milliseconds without a login. */
const QUIET = 1000;

/** Logins, most of which leave one or two kilobytes behind. */
const MANY = 256;

export function openQuietWatch(sandbox: Pick<Sandbox, 'isOpen' | 'tidy'>): QuietWatch {
  let timer: NodeJS.Timeout | null = null;
  let [touched, seen, due] = [0, 0, 1];
  const wait = () => {
    timer = setTimeout(look, QUIET).unref();
  };
  const look = () => {
    if (!sandbox.isOpen) return;
    if (touched !== seen) {
      seen = touched;
      wait();
      return;
    }
    timer = null;
    [touched, seen, due] = [0, 0, MANY];
    try {
      sandbox.tidy();
    } catch {
      // Whoever asks it next finds it closed, or as it was.
    }
  };
  return {
    touch() {
      touched++;
      if (timer === null && touched >= due) wait();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
