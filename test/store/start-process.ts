import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const PROGRAM = join(import.meta.dirname, 'store-process.ts');

/** Starts `store-process.ts` and collects what it says; it does not outlive the test. */
export function startProcess(test: TestContext, what: string, file: string) {
  return follow(test, spawn(process.execPath, [PROGRAM, what, file]));
}

/** As `startProcess`, where no file may become larger than `most` kilobytes. */
export function startLimitedProcess(
  test: TestContext,
  what: string,
  options: { file: string; most: number },
) {
  const limited = `ulimit -S -f ${options.most} && exec "$@"`;
  const command = ['-c', limited, 'bash', process.execPath, PROGRAM, what, options.file];
  const started = follow(test, spawn('bash', command));
  return {
    ...started,
    /** Takes the limit away while the process runs. */
    async lift(): Promise<void> {
      const lifting = spawn('bash', ['-c', `prlimit --pid ${started.child.pid} --fsize=unlimited:`]);
      assert.deepEqual(await once(lifting, 'close'), [0, null]);
    },
  };
}

/** Runs `store-process.ts` and gives all that it says. */
export async function runToEnd(what: string, file: string): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, what, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  child.stdout.on('data', (data) => said.push(String(data)));
  await once(child, 'close');
  return said.join('');
}

function follow(test: TestContext, child: ChildProcessWithoutNullStreams) {
  const lines: string[] = [];
  let rest = '';
  child.stderr.pipe(process.stderr, { end: false });
  child.stdout.on('data', (data) => {
    const parts = (rest + data).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    child.emit('line');
  });
  const ended = once(child, 'close');
  test.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    /** What it has said so far, without a line that is not finished. */
    lines,
    /** Waits until it has said so many lines. */
    async says(count: number): Promise<void> {
      while (lines.length < count) {
        if (child.exitCode !== null) throw new Error(`the process ended after ${lines.length} lines`);
        await Promise.race([once(child, 'line'), ended]);
      }
    },
  };
}
