import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

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
  const beside = file === undefined ? [] : [dirname(resolve(file))];
  let wake = () => {};
  let isEnded = false;
  let changes = 0;
  const note = (name: string | null) => {
    if (name !== null && IGNORED.test(name)) return;
    changes++;
    wake();
  };
  // Editors rename and truncate, so folders are watched and not files, each by itself: the platform's way to watch a
  // whole tree loses sight of files that were replaced.
  const watchers = new Map<string, FSWatcher>();
  const follow = async () => {
    const folders = new Set([...(await foldersIn(folder)), ...beside]);
    for (const [one, watcher] of watchers) {
      if (folders.has(one)) continue;
      watcher.close();
      watchers.delete(one);
    }
    for (const one of folders) {
      if (watchers.has(one)) continue;
      const watcher = watchFolder(one, note);
      if (watcher !== null) watchers.set(one, watcher);
    }
  };
  const end = () => {
    isEnded = true;
    wake();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    while (!isEnded) {
      await follow();
      const seen = changes;
      await work();
      while (changes === seen && !isEnded) await new Promise<void>((done) => (wake = done));
      await new Promise((done) => setTimeout(done, SETTLING));
    }
  } finally {
    for (const watcher of watchers.values()) watcher.close();
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

/** Milliseconds in which an editor has written all of its files. */
const SETTLING = 50;

/** Null: it is gone already, or the system watches no more. */
function watchFolder(folder: string, note: (name: string | null) => void): FSWatcher | null {
  try {
    return watch(folder, (_, name) => note(name)).on('error', () => {});
  } catch {
    return null;
  }
}

/** A folder and all folders in it; links are not followed. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inner = entries.filter((entry) => entry.isDirectory() && !IGNORED.test(entry.name));
  const deeper = await Promise.all(inner.map(({ name }) => foldersIn(join(folder, name))));
  return [folder, ...deeper.flat()];
}

const IGNORED = /(^|[\\/])(node_modules|\.git)([\\/]|$)|~$|\.sw[a-z]$/;
