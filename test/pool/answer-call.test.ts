import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerCall } from '../../runtime/pool/answer-call.ts';
import { DEFAULT_RULE_LIMITS } from '../../runtime/rule-limits.ts';

/** The answer to a call when the host answers so. */
async function answerTo(payload: string, call: (payload: unknown) => unknown, count = 1) {
  const capabilities = { call: async (_: string, given: unknown) => call(given) as never };
  const limits = { ...DEFAULT_RULE_LIMITS, calls: 2, callLength: 100 };
  const answer = await answerCall({ rule: 0, operation: 'fetch', payload }, count, capabilities, limits);
  return answer.ok ? answer.value : answer.error.code;
}

const echo = (value: unknown) => ({ ok: true, value });

describe('a call of a rule', () => {
  it('is answered by the host', async () => assert.deepEqual(await answerTo('{"a":[1]}', echo), { a: [1] }));
  it('is refused when there were too many', async () => {
    assert.equal(await answerTo('1', echo, 2), 1);
    assert.equal(await answerTo('1', echo, 3), 'TOO_MANY_CALLS');
  });
  it('is refused when it brings too much', async () =>
    assert.equal(await answerTo(JSON.stringify('x'.repeat(100)), echo), 'TOO_LARGE'));
  it('is refused when it gets too much', async () =>
    assert.equal(await answerTo('1', () => echo('x'.repeat(100))), 'TOO_LARGE'));
  it('learns nothing of what went wrong in the host', async () => {
    const capabilities = { call: () => Promise.reject(new Error('password: 1234')) };
    const call = { rule: 0, operation: 'fetch', payload: '1' };
    assert.doesNotMatch(JSON.stringify(await answerCall(call, 1, capabilities, DEFAULT_RULE_LIMITS)), /1234/);
  });
  it('is refused when it is no JSON', async () => assert.equal(await answerTo('{', echo), 'FAILED'));
  it('gets nothing but data', async () =>
    assert.deepEqual(await answerTo('1', () => echo({ a: () => 1, b: 2 })), { b: 2 }));
});
