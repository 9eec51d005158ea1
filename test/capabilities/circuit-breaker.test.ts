import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CircuitBreaker, openCircuitBreaker } from '../../runtime/capabilities/circuit-breaker.ts';

/** A breaker that has seen this, at the time 0. */
function seen(...healths: readonly Parameters<CircuitBreaker['note']>[0][]): CircuitBreaker {
  const breaker = openCircuitBreaker({ failures: 3, rest: 1000 });
  for (const health of healths) breaker.note(health, 0);
  return breaker;
}

describe('a circuit breaker', () => {
  it('admits calls until there were enough failures in a row', () => {
    assert.equal(seen().admits(0), true);
    assert.equal(seen('ill', 'ill').admits(0), true);
    assert.equal(seen('ill', 'ill', 'well', 'ill', 'ill').admits(0), true);
    assert.equal(seen('ill', 'ill', 'ill').admits(0), false);
    assert.equal(seen('ill', 'nothing', 'ill', 'nothing', 'ill').admits(0), false);
  });

  it('admits one call after its rest, and no second beside it', () => {
    const breaker = seen('ill', 'ill', 'ill');
    assert.deepEqual([breaker.admits(999), breaker.admits(1000), breaker.admits(1000)], [false, true, false]);
  });

  it('closes when that call is well', () => {
    const breaker = seen('ill', 'ill', 'ill');
    breaker.admits(1000);
    breaker.note('well', 1000);
    assert.deepEqual([breaker.admits(1000), breaker.admits(1000)], [true, true]);
  });

  it('rests again when that call is ill', () => {
    const breaker = seen('ill', 'ill', 'ill');
    breaker.admits(1000);
    breaker.note('ill', 1500);
    assert.deepEqual([breaker.admits(2499), breaker.admits(2500)], [false, true]);
  });

  it('admits another when that call told nothing', () => {
    const breaker = seen('ill', 'ill', 'ill');
    breaker.admits(1000);
    breaker.note('nothing', 1000);
    assert.deepEqual([breaker.admits(1000), breaker.admits(1000)], [true, false]);
  });
});
