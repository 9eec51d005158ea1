import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createPipeline } from '../../../runtime/index.ts';
import { openReserve, type Reserve } from '../../../runtime/policies/open-reserve.ts';
import { LOGIN, NEXT, policyOf } from '../compiled-policy.ts';

/** A reserve that had the time to fill itself. */
function fill(test: TestContext, size: number): Reserve {
  test.mock.timers.enable({ apis: ['setTimeout'] });
  const reserve = openReserve(size);
  test.after(() => reserve.close());
  for (let made = 0; made < size + 1; made++) test.mock.timers.tick(20);
  return reserve;
}

const POLICY = policyOf([{ id: 'who', body: `setClaim(context, ['id_token'], 'who', user.email); ${NEXT}` }]);

describe('a reserve', () => {
  it('has sandboxes in which pipelines run as in their own', async (test) => {
    const reserve = fill(test, 1);
    const pipeline = await createPipeline([POLICY], { reserve });
    test.after(() => pipeline.dispose());
    assert.equal(reserve.take(128), null);
    assert.deepEqual((await pipeline.run(LOGIN)).idToken, { who: LOGIN.user.email });
  });

  it('is filled in quiet moments only', (test) => {
    const reserve = fill(test, 1);
    reserve.take(128)?.close();
    for (let wait = 0; wait < 5; wait++) {
      test.mock.timers.tick(15);
      assert.equal(reserve.take(128), null);
    }
    test.mock.timers.tick(20);
    const taken = reserve.take(128);
    assert.equal(taken?.isOpen, true);
    taken?.close();
  });

  it('gives each to one pipeline only', (test) => {
    const reserve = fill(test, 2);
    const taken = [reserve.take(128), reserve.take(130), reserve.take(128)];
    test.after(() => taken.map((sandbox) => sandbox?.close()));
    assert.deepEqual([taken[0] !== taken[1], taken[1] === null, taken[2]], [true, false, null]);
  });

  it('keeps what it has from those who want much more or less memory', (test) => {
    const reserve = fill(test, 1);
    assert.deepEqual([reserve.take(8), reserve.take(1000)], [null, null]);
    const taken = reserve.take(129);
    assert.equal(taken?.isOpen, true);
    taken?.close();
  });

  it('gives back what nobody took, and has nothing from then on', (test) => {
    const reserve = fill(test, 1);
    reserve.close();
    reserve.close();
    assert.equal(reserve.take(128), null);
  });

  it('is not needed for patterns, for which sandboxes are made differently', async (test) => {
    const reserve = fill(test, 1);
    const policy = policyOf([], { constants: [{ kind: 'pattern', name: 'any', source: 'a+', flags: '' }] });
    const pipeline = await createPipeline([policy], { reserve });
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
    pipeline.dispose();
    reserve.take(128)?.close();
  });
});
