import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openMemoryStore, type Report, type Store } from '../../runtime/index.ts';
import { ADA, AWAY, COUNT, LOCAL, MFA, openWishing, postTo, type WishingRule } from './lasting-steps.ts';

const TELL: WishingRule = {
  id: 'tell',
  wishes: [{ kind: 'notify', request: postTo('https://127.0.0.1:9/hook') }],
};

/** A pipeline on a store of which some operations never answer, or do when they are let. */
async function openSilent(test: TestContext, rule: WishingRule, names: readonly (keyof Store)[]) {
  const store = openMemoryStore();
  const ending = Promise.withResolvers<never>();
  // Whoever asked is gone by then, and nobody hears of it.
  test.after(() => ending.reject(new Error('too late')));
  const silent = Object.fromEntries(names.map((name) => [name, () => ending.promise]));
  const options = { store: { ...store, ...silent }, limits: { store: 30 }, network: LOCAL };
  return openWishing(test, [rule], options);
}

function refused(report: Report) {
  assert.deepEqual([report.outcome, report.code], ['failure', 'policy_error']);
  assert.match(report.log.at(-1)?.text ?? '', /\(STORE_TIMED_OUT\)$/);
}

describe('a store that does not answer', () => {
  it('refuses whoever it was to know or to keep something of', async (test) => {
    for (const name of ['getUser', 'commit'] as const) {
      refused(await (await openSilent(test, COUNT, [name])).run(ADA));
    }
    for (const name of ['put', 'take'] as const) {
      refused(await (await openSilent(test, COUNT, [name])).run(ADA, { id: 'login-1' }));
    }
  });

  it('refuses whoever was to be sent elsewhere or asked for a second factor, and who comes back', async (test) => {
    refused(await (await openSilent(test, AWAY, ['put'])).run(ADA));
    refused(await (await openSilent(test, MFA, ['put'])).run(ADA));
    const away = await openSilent(test, AWAY, ['take']);
    const { searchParams } = new URL((await away.run(ADA)).redirect?.url ?? '');
    refused(await away.resume(searchParams.get('state')));
    const challenged = await openSilent(test, MFA, ['take']);
    refused(await challenged.confirm((await challenged.run(ADA)).confirm, 'passed'));
  });

  it('refuses what is decided without an account, too', async (test) => {
    const pipeline = await openSilent(test, COUNT, ['commit']);
    assert.equal((await pipeline.decide(ADA)).outcome, 'failure');
  });

  it('keeps nobody waiting who wants every notification tried', async (test) => {
    const pipeline = await openSilent(test, TELL, ['claimMessages', 'nextMessageAt']);
    assert.equal((await pipeline.run(ADA)).outcome, 'allow');
    await pipeline.flush();
  });
});
