import { stderr } from 'node:process';

/** Shows on a terminal how far a long run is; on anything else, and in quiet, it shows nothing. */
export interface Progress {
  /** `done` of whatever is counted, and what else there is to say; cheap enough for every one of them. */
  update(done: number, more?: string): void;
  /** Takes the line away. */
  end(): void;
}

/** `what` is the plural of what is counted. */
export function createProgress(what: string, isShown: boolean): Progress {
  let last = Date.now();
  let width = 0;
  if (!isShown || !stderr.isTTY) return { update() {}, end() {} };
  return {
    update(done, more = '') {
      const now = Date.now();
      if (now - last < INTERVAL) return;
      last = now;
      const text = `${done.toLocaleString('en')} ${what}${more} …`;
      width = Math.max(width, text.length);
      stderr.write(`\r${text.padEnd(width)}`);
    },
    end() {
      if (width > 0) stderr.write(`\r${' '.repeat(width)}\r`);
    },
  };
}

/** Milliseconds between two updates of the line. */
const INTERVAL = 100;
