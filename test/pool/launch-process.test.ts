import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { launchProcess } from '../../runtime/pool/launch-process.ts';

describe('the process of the rules', () => {
  let child: ChildProcess;
  before(async () => {
    child = launchProcess();
    await once(child, 'message');
  });
  after(() => child.kill('SIGKILL'));

  /** A file that Linux keeps about the process; elsewhere there is nothing to look at. */
  const look = (name: string, otherwise: string) => {
    const file = `/proc/${child.pid}/${name}`;
    return existsSync(file) ? readFileSync(file, 'utf8') : otherwise;
  };

  it('may read, load add-ons, and nothing else', () => {
    const permissions = child.spawnargs.filter((argument) => argument.startsWith('--allow-'));
    assert.ok(child.spawnargs.includes('--permission'));
    assert.deepEqual(
      permissions.filter((permission) => !permission.startsWith('--allow-fs-read=')),
      ['--allow-addons'],
    );
  });

  it('has no environment but the names of its channel', () => {
    const names = look('environ', 'NODE_CHANNEL_FD=3')
      .split('\0')
      .map((line) => line.split('=')[0]);
    assert.deepEqual(
      names.filter((name) => !name?.startsWith('NODE_CHANNEL_')),
      [''],
    );
  });

  it('leaves no core file', () => {
    assert.match(look('limits', 'Max core file size  0  0'), /^Max core file size +0 +0 /m);
  });
});
