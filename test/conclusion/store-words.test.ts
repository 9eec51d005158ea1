import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openMemoryStore, type Report, type Store } from '../../runtime/index.ts';
import { ADA, AWAY, COUNT, MFA, openWishing, type WishingRule } from './lasting-steps.ts';

const WORDS = 'postgres://lintel:s3cret@10.0.0.7 refuses';

/** A pipeline on a store of which some operations fail, with words that nobody may read. */
function openFailing(
  test: TestContext,
  rule: WishingRule,
  names: readonly ('put' | 'take' | 'commit' | 'getUser')[],
  error: Error = Object.assign(new Error(WORDS), { code: 'ECONNREFUSED' }),
) {
  const store: Store = { ...openMemoryStore() };
  const fail = () => Promise.reject(error);
  const failing = Object.fromEntries(names.map((name) => [name, fail]));
  return openWishing(test, [rule], { store: { ...store, ...failing } });
}

function failedQuietly(report: Report) {
  assert.deepEqual([report.outcome, report.code], ['failure', 'policy_error']);
  const told = JSON.stringify(report);
  assert.doesNotMatch(told, /postgres|s3cret|10\.0/);
  assert.match(report.log.at(-1)?.text ?? '', /\(ECONNREFUSED\)$/);
}

describe('the words of a store that fails', () => {
  it('are not told where what was to last cannot be stored', async (test) => {
    failedQuietly(await (await openFailing(test, COUNT, ['commit'])).run(ADA));
  });

  it('are not told where a decision cannot be kept or found', async (test) => {
    for (const name of ['put', 'take'] as const) {
      failedQuietly(await (await openFailing(test, COUNT, [name])).run(ADA, { id: 'login-1' }));
    }
  });

  it('are not told where nobody can be sent elsewhere, or wait for a second factor', async (test) => {
    failedQuietly(await (await openFailing(test, AWAY, ['put'])).run(ADA));
    failedQuietly(await (await openFailing(test, MFA, ['put'])).run(ADA));
  });

  it('are not told to who comes back', async (test) => {
    const away = await openFailing(test, AWAY, ['take']);
    const { searchParams } = new URL((await away.run(ADA)).redirect?.url ?? '');
    failedQuietly(await away.resume(searchParams.get('state')));
    const challenged = await openFailing(test, MFA, ['take']);
    failedQuietly(await challenged.confirm((await challenged.run(ADA)).confirm, 'passed'));
  });

  it('are not told where the person cannot be looked up', async (test) => {
    failedQuietly(await (await openFailing(test, COUNT, ['getUser'])).run(ADA));
  });

  it('are no code', async (test) => {
    const error = Object.assign(new Error(WORDS), { code: WORDS });
    const { log } = await (await openFailing(test, COUNT, ['commit'], error)).run(ADA);
    assert.equal(log.at(-1)?.text, 'what was to last cannot be stored');
  });
});
