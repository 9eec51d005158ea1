import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRuleRoom } from './rule-room.ts';

describe('require(`lintel`)', () => {
  const run = openRuleRoom();

  it('keeps, gives and forgets', async () => {
    const { calls } = await run(`
      const { store } = require('lintel');
      await store.set('token', { a: 1 }, { lasts: 60 });
      await store.set('flag', true);
      await store.get('token');
      await store.delete('token');
      answer(1);`);
    assert.deepEqual(calls, [
      { operation: 'store.set', payload: { key: 'token', value: { a: 1 }, lasts: 60 } },
      { operation: 'store.set', payload: { key: 'flag', value: true } },
      { operation: 'store.get', payload: { key: 'token' } },
      { operation: 'store.delete', payload: { key: 'token' } },
    ]);
  });

  it('fetches', async () => {
    const { answer } = await run(`answer((await require('lintel').fetch(HERE + '/text')).status);`);
    assert.equal(answer, 200);
  });
});
