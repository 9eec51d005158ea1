import assert from 'node:assert/strict';
import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from '../../runtime/index.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

describe('makeFolder', () => {
  it('makes what is missing, for nobody else where it says so, and leaves the rest as it is', (test) => {
    const folder = temporaryFolder(test);
    mkdirSync(join(folder, 'a'), { mode: 0o755 });
    makeFolder(join(folder, 'a/b/c'), 0o700);
    makeFolder(join(folder, 'a/b/c'));
    const modes = ['a', 'a/b', 'a/b/c'].map((name) => statSync(join(folder, name)).mode & 0o777);
    assert.deepEqual(modes, [0o755, 0o700, 0o700]);
  });

  it('takes a link to a folder for one', (test) => {
    const folder = temporaryFolder(test);
    mkdirSync(join(folder, 'a'));
    symlinkSync('a', join(folder, 'link'));
    makeFolder(join(folder, 'link'));
    makeFolder(join(folder, 'link/b'));
    assert.ok(statSync(join(folder, 'a/b')).isDirectory());
  });

  it('comes to an end where no folder can be made', (test) => {
    const folder = temporaryFolder(test);
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('nowhere', join(folder, 'link'));
    for (const [name, code] of [
      ['file', /EEXIST/],
      ['file/a/b', /ENOTDIR/],
      ['link', /EEXIST/],
      ['link/a', /EEXIST/],
    ] as const) {
      assert.throws(() => makeFolder(join(folder, name)), code, name);
    }
    // Where there is such a place.
    assert.throws(() => makeFolder('/proc/lintel/below'), Error);
  });
});
