import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { HostAnswer, HostRequest } from '../../runtime/index.ts';
import { type Caller, openCaller } from './http-caller.ts';

const OK: HostAnswer = { status: 200, statusText: 'OK', headers: [], body: 'hello' };

/** A client whose hosts answer from a table of addresses; nothing can be looked up. */
function openAnswered(
  test: TestContext,
  answers: Readonly<Record<string, Partial<HostAnswer>>>,
  allow: readonly string[] = ['*'],
): { readonly caller: Caller; readonly asked: HostRequest[] } {
  const asked: HostRequest[] = [];
  const caller = openCaller(test, {
    network: { allow, private: [] },
    resolve: async () => assert.fail('a name is looked up'),
    answer: (request) => {
      asked.push(request);
      const answer = answers[request.url];
      return answer === undefined ? null : { ...OK, ...answer };
    },
  });
  return { caller, asked };
}

const ADA = 'https://crm.example.com/ada';

describe('a client with somebody who answers for all hosts', () => {
  it('gives what is answered, and connects to nobody', async (test) => {
    const { caller, asked } = openAnswered(test, {
      [`${ADA}?fields=plan`]: { headers: [['Content-Type', 'text/plain']] },
    });
    const answer = await caller.response(`${ADA}?fields=plan#top`, {
      method: 'post',
      headers: [['x-a', 'b']],
    });
    assert.equal(Buffer.from(answer.body, 'base64').toString(), 'hello');
    assert.deepEqual(answer.headers, [['content-type', 'text/plain']]);
    assert.deepEqual(
      asked.map(({ method, url, headers }) => [method, url, headers[0]]),
      [['POST', `${ADA}?fields=plan`, ['x-a', 'b']]],
    );
  });

  it('fails a call that nobody answers, and says where an answer is written', async (test) => {
    const { caller } = openAnswered(test, {});
    assert.equal(await caller.call(`${ADA}?key=secret`), 'NO_ANSWER');
    assert.equal(
      await caller.message(`${ADA}?key=secret`),
      `nothing answers \`GET ${ADA}\` here: write what it answers under \`answers:\``,
    );
  });

  it('refuses what it would refuse anyway, without asking', async (test) => {
    const { caller, asked } = openAnswered(test, { [ADA]: {} }, ['crm.example.com', '10.0.0.1', '[::1]']);
    assert.equal(await caller.call('https://b.example.com/'), 'HOST_NOT_ALLOWED');
    assert.equal(await caller.call(ADA, { only: ['b.example.com'] }), 'HOST_NOT_ALLOWED');
    assert.equal(await caller.call('http://10.0.0.1/'), 'ADDRESS_NOT_ALLOWED');
    assert.equal(await caller.call('http://[::1]/'), 'ADDRESS_NOT_ALLOWED');
    assert.deepEqual(asked, []);
  });

  it('follows redirects to hosts that may be called, and to no others', async (test) => {
    const to = (location: string) => ({ status: 302, headers: [['location', location]] as const });
    const { caller } = openAnswered(
      test,
      {
        [ADA]: to('/bob'),
        'https://crm.example.com/bob': { body: 'bob' },
        'https://crm.example.com/evil': to('https://evil.example/'),
      },
      ['crm.example.com'],
    );
    assert.equal(await caller.text(ADA), 'bob');
    assert.equal(await caller.call('https://crm.example.com/evil'), 'HOST_NOT_ALLOWED');
  });

  it('hands an overloaded host straight on, however often and however long it asks for patience', async (test) => {
    const { caller, asked } = openAnswered(test, {
      [ADA]: { status: 503, headers: [['retry-after', '3']] },
    });
    for (let call = 0; call < 8; call++) assert.equal(await caller.call(ADA), 503);
    assert.equal(asked.length, 8);
  });

  it('takes a body for what it is, whatever the headers say of it', async (test) => {
    const { caller } = openAnswered(test, {
      [ADA]: {
        headers: [
          ['Content-Encoding', 'gzip'],
          ['Content-Length', '99'],
        ],
      },
    });
    assert.equal(await caller.text(ADA), 'hello');
  });

  it('does not take more than an answer may have', async (test) => {
    const { caller } = openAnswered(test, { [ADA]: { body: 'x'.repeat(1024 * 1024 + 1) } });
    assert.equal(await caller.call(ADA), 'TOO_LARGE');
  });

  it('answers nobody who does not wait any more', async (test) => {
    const { caller } = openAnswered(test, { [ADA]: {} });
    assert.equal(await caller.call(ADA, { signal: AbortSignal.abort() }), 'LOGIN_OVER');
  });
});
