import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import type { PipelineOptions } from '../../runtime/index.ts';
import { serve } from '../capabilities/local-server.ts';
import { ADA, LOCAL, openWishing, postTo } from './lasting-steps.ts';

const says =
  (status: number): RequestListener =>
  (_, response) =>
    response.writeHead(status).end();

const call = (url: string, retry: number) =>
  ({ kind: 'call', request: postTo(url), retry, timeout: 3000 }) as const;

/** How a login ends that makes one call. */
async function outcomeOf(test: TestContext, url: string, retry: number, options: PipelineOptions = {}) {
  const rules = [{ id: 'one', wishes: [call(url, retry)] }];
  return (await (await openWishing(test, rules, { network: LOCAL, ...options })).run(ADA)).outcome;
}

describe('a call that is tried again', () => {
  for (const status of [429, 500, 503]) {
    it(`is so as often as it says where the server answers ${status}, with the same key`, async (test) => {
      const server = await serve(test, says(status));
      assert.equal(await outcomeOf(test, server.url, 5), 'failure');
      const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
      assert.deepEqual([keys.length, new Set(keys).size], [6, 1]);
    });
  }

  it('is not where somebody stands for all hosts', async (test) => {
    let asked = 0;
    const answer = () => ({ status: 503, statusText: '', headers: [], body: String(++asked) });
    const network = { allow: ['hooks.example.com'] };
    assert.equal(await outcomeOf(test, 'https://hooks.example.com/', 5, { network, answer }), 'failure');
    assert.equal(asked, 1);
  });
});
