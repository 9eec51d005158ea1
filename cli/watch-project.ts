import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Does some work now and again after every change below the folder of a project, and of a file beside it; one after the
 * other, and once for changes that come together. Resolves when the process is interrupted.
 */
export async function watchProject(
  path: string,
  file: string | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const target = resolve(path);
  const folder = (await stat(target).catch(() => null))?.isDirectory() ? target : dirname(target);
  const folders = new Set([folder, ...(file === undefined ? [] : [dirname(resolve(file))])]);
  let wake = () => {};
  let isEnded = false;
  let changes = 0;
  const note = (name: string | null) => {
    if (name !== null && IGNORED.test(name)) return;
    changes++;
    wake();
  };
  // Editors rename and truncate, so folders are watched and not files.
  const watchers: FSWatcher[] = [...folders].map((one) =>
    watch(one, { recursive: true }, (_, name) => note(name)),
  );
  const end = () => {
    isEnded = true;
    wake();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    while (!isEnded) {
      const seen = changes;
      await work();
      while (changes === seen && !isEnded) await new Promise<void>((done) => (wake = done));
      await new Promise((done) => setTimeout(done, SETTLING));
    }
  } finally {
    for (const watcher of watchers) watcher.close();
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

/** Milliseconds in which an editor has written all of its files. */
const SETTLING = 50;

const IGNORED = /(^|[\\/])(node_modules|\.git)([\\/]|$)|~$|\.sw[a-z]$/;
