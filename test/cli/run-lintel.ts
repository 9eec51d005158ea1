import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunLintelOptions {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Stops reading stdout after its first piece, as `head` does. */
  readonly stopsReading?: boolean;
}

const MAIN = path.join(import.meta.dirname, '../../cli/main.ts');

/** Runs the command line as a process of its own. */
export function runLintel(args: readonly string[], options: RunLintelOptions = {}): Promise<Ended> {
  const { input = '', cwd = process.cwd(), env = {}, stopsReading = false } = options;
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  const pieces: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  child.stdout.on('data', (piece: Buffer) => {
    pieces.stdout.push(piece);
    if (stopsReading) child.stdout.destroy();
  });
  child.stderr.on('data', (piece: Buffer) => pieces.stderr.push(piece));
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(input);
  const textOf = (name: 'stdout' | 'stderr') => Buffer.concat(pieces[name]).toString();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout: textOf('stdout'), stderr: textOf('stderr') }));
  });
}
