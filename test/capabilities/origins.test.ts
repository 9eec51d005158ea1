import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openOrigins } from '../../runtime/capabilities/origins.ts';

it('the origins that are remembered are those that were called last', () => {
  const origins = openOrigins({ origins: 2, failures: 1, rest: 1000 });
  const [a, b] = [origins.get('a'), origins.get('b')];
  assert.equal(origins.get('a'), a);
  origins.get('c');
  assert.equal(origins.get('a'), a);
  assert.notEqual(origins.get('b'), b);
});
