import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openQuietWatch, type QuietWatch } from '../../../runtime/policies/quiet-watch.ts';

/** A watch, how often the sandbox was tidied up so far, and the seconds that it waits for. */
function watch(test: TestContext, sandbox: { isOpen: boolean; error?: Error } = { isOpen: true }) {
  test.mock.timers.enable({ apis: ['setTimeout'] });
  let times = 0;
  const tidy = () => {
    times++;
    if (sandbox.error !== undefined) throw sandbox.error;
  };
  const quiet: QuietWatch = openQuietWatch({
    get isOpen() {
      return sandbox.isOpen;
    },
    tidy,
  });
  const touch = (logins: number) => {
    for (let login = 0; login < logins; login++) quiet.touch();
  };
  const after = (seconds: number) => {
    for (let second = 0; second < seconds; second++) test.mock.timers.tick(1000);
    return times;
  };
  return { quiet, touch, after };
}

describe('a sandbox', () => {
  it('is tidied up once nobody has come for a while after the first login', (test) => {
    const { touch, after } = watch(test);
    assert.equal(after(5), 0);
    touch(1);
    assert.equal(after(5), 1);
  });

  it('is left alone while logins come', (test) => {
    const { touch, after } = watch(test);
    for (let second = 0; second < 10; second++) {
      touch(1);
      assert.equal(after(1), 0);
    }
    assert.equal(after(2), 1);
  });

  it('is tidied up again only after many logins', (test) => {
    const { touch, after } = watch(test);
    touch(1);
    after(2);
    touch(200);
    assert.equal(after(5), 1);
    touch(200);
    assert.equal(after(5), 2);
  });

  it('is not touched once it was closed', (test) => {
    const sandbox = { isOpen: true };
    const { quiet, touch, after } = watch(test, sandbox);
    touch(1);
    sandbox.isOpen = false;
    assert.equal(after(5), 0);
    quiet.close();
    quiet.close();
  });

  it('may fail to be tidied up', (test) => {
    const { touch, after } = watch(test, { isOpen: true, error: new Error('no memory') });
    touch(1);
    assert.equal(after(5), 1);
  });
});
