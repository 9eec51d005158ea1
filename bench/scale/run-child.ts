import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * Runs a file of this folder in a process of its own, where nothing is warm yet, and gives the JSON that it writes. Rejects
 * when it fails.
 */
export async function runChild(file: string, ...words: readonly string[]): Promise<unknown> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', path, ...words]);
  return JSON.parse(stdout);
}

/** A number of such an answer. Throws where there is none. */
export function numberOf(answer: unknown, name: string): number {
  const value: unknown = Object(answer)[name];
  if (typeof value !== 'number') throw new Error(`the process was to tell a number \`${name}\``);
  return value;
}
