import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMessage } from '../../runtime/pool/read-message.ts';

describe('a message of a worker', () => {
  const good = [
    { kind: 'ready' },
    { kind: 'done', job: 1, notes: [], isEnded: true },
    { kind: 'ended', job: 1 },
    { kind: 'call', job: 1, call: 2, rule: 0, operation: 'fetch', payload: '{}' },
    { kind: 'lost', tenant: 1, jobs: [{ job: 1, notes: [], isCulprit: true }], reason: 'memory' },
    { kind: 'stuck', tenant: null, jobs: [], reason: 'memory' },
  ];
  for (const message of good) {
    it(`is taken as it is: ${message.kind}`, () => assert.deepEqual(readMessage(message), message));
  }

  const odd: readonly unknown[] = [
    null,
    'ready',
    [],
    {},
    { kind: 'bye' },
    { kind: 'done', job: '1', notes: [] },
    { kind: 'ended', job: -1 },
    { kind: 'ended', job: Number.NaN },
    { kind: 'call', job: 1, call: 2, rule: 0, operation: 'fetch', payload: {} },
    { kind: 'call', job: 1, call: 2, operation: 'fetch', payload: '{}' },
    { kind: 'lost', tenant: 1, jobs: {}, reason: 'memory' },
    { kind: 'lost', tenant: 1, jobs: [{ job: 1, notes: [] }], reason: 'memory' },
    { kind: 'stuck', reason: 'memory' },
    { kind: 'stuck', tenant: 1, reason: 2 },
    { kind: 'stuck', tenant: 1, reason: 'memory', jobs: [1] },
  ];
  for (const message of odd) {
    it(`makes no sense: ${JSON.stringify(message)}`, () => assert.equal(readMessage(message), null));
  }

  it('is no longer than people read', () =>
    assert.deepEqual(readMessage({ kind: 'stuck', tenant: 1, reason: 'x'.repeat(1000) }), {
      kind: 'stuck',
      tenant: 1,
      jobs: [],
      reason: 'x'.repeat(300),
    }));
});
