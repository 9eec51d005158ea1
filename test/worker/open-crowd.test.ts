import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCrowd } from '../../runtime/worker/open-crowd.ts';

/** A crowd of at most 100 MiB, and who was sent to rest. */
function crowdOf(isIdle: (tenant: number) => boolean = () => true) {
  const resting: number[] = [];
  const crowd = openCrowd(100, (tenant) => {
    if (isIdle(tenant)) resting.push(tenant);
    return isIdle(tenant);
  });
  return { crowd, resting };
}

describe('a crowd of isolates', () => {
  it('leaves all alone while there is room', () => {
    const { crowd, resting } = crowdOf();
    for (const tenant of [1, 2, 3, 1, 2, 3]) crowd.note(tenant, 33);
    assert.deepEqual(resting, []);
  });

  it('sends those to rest whose last login is the longest ago', () => {
    const { crowd, resting } = crowdOf();
    for (const tenant of [1, 2, 3, 1, 4]) crowd.note(tenant, 30);
    assert.deepEqual(resting, [2]);
  });

  it('sends as many to rest as it takes', () => {
    const { crowd, resting } = crowdOf();
    for (const tenant of [1, 2, 3]) crowd.note(tenant, 30);
    crowd.note(4, 75);
    assert.deepEqual(resting, [1, 2, 3]);
  });

  it('passes over those that have logins', () => {
    const { crowd, resting } = crowdOf((tenant) => tenant !== 1);
    for (const tenant of [1, 2, 3, 4]) crowd.note(tenant, 30);
    assert.deepEqual(resting, [2]);
  });

  it('never sends the one to rest that has just been there', () => {
    const { crowd, resting } = crowdOf();
    crowd.note(1, 500);
    assert.deepEqual(resting, []);
  });

  it('does not count those that have gone', () => {
    const { crowd, resting } = crowdOf();
    for (const tenant of [1, 2, 3]) crowd.note(tenant, 30);
    crowd.forget(1);
    crowd.note(4, 30);
    assert.deepEqual(resting, []);
  });
});
