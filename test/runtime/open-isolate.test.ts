import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const SANDBOX = new URL('../../runtime/policies/sandbox.ts', import.meta.url);

/** V8 marks all the time, so it is marking when the process ends, and finds what nobody holds any more. */
const MARKING = ['--stress-incremental-marking', '--single-threaded-gc'];

describe('a process that had isolates', () => {
  it('ends well, though V8 was marking', () => {
    const program = `
      import { openSandbox } from ${JSON.stringify(fileURLToPath(SANDBOX))};
      let sandboxes = [];
      process.on('exit', () => { sandboxes = []; });
      sandboxes = [1, 2, 3].map(() => openSandbox({ memory: 8, before: [] }));
      process.exitCode = 7;
    `;
    const args = [...MARKING, '--input-type=module', '--eval', program];
    const { status, signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.deepEqual({ status, signal, stderr }, { status: 7, signal: null, stderr: '' });
  });
});
