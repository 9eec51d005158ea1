import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { DEFAULT_HTTP_MANNERS } from '../../runtime/capabilities/http-manners.ts';
import { openCaller } from './http-caller.ts';
import { type LocalServer, serve } from './local-server.ts';

/** Answers the first calls with these statuses and headers, and all further ones with 200. */
function serveFirst(
  test: TestContext,
  ...answers: readonly (readonly [status: number, headers?: OutgoingHttpHeaders])[]
): Promise<LocalServer & { readonly times: readonly number[] }> {
  const times: number[] = [];
  return serve(test, (_, response) => {
    const [status, headers = {}] = answers[times.length] ?? [200];
    times.push(performance.now());
    response.writeHead(status, headers).end();
  }).then((server) => ({ ...server, times }));
}

const QUICK = { manners: { backOff: 20, longestWait: 2000 } };

describe('a call that a server refuses for now', () => {
  for (const [status, method, answer, asked] of [
    [429, 'GET', 200, 2],
    [429, 'POST', 200, 2],
    [429, 'PATCH', 200, 2],
    [503, 'GET', 200, 2],
    [503, 'PUT', 200, 2],
    [503, 'DELETE', 200, 2],
    [503, 'POST', 503, 1],
    [503, 'PATCH', 503, 1],
    [500, 'GET', 500, 1],
    [429, 'PURGE', 429, 1],
  ] as const) {
    it(`with ${status} and ${method} ends with ${answer} after ${asked}`, async (test) => {
      const server = await serveFirst(test, [status]);
      assert.equal(await openCaller(test, QUICK).call(server.url, { method }), answer);
      assert.equal(server.requests.length, asked);
    });
  }

  it('is tried three times in all, and then the refusal is its answer', async (test) => {
    const server = await serveFirst(test, [429], [503], [429], [429]);
    assert.equal(await openCaller(test, QUICK).call(server.url), 429);
    assert.equal(server.requests.length, 3);
  });

  for (const [what, headers, least] of [
    ['Retry-After in seconds', () => ({ 'retry-after': '1' }), 1000],
    ['Retry-After as a date', () => ({ 'retry-after': new Date(Date.now() + 1900).toUTCString() }), 800],
    ['X-RateLimit-Reset', () => ({ 'x-ratelimit-reset': Math.floor((Date.now() + 1900) / 1000) }), 800],
    ['RateLimit-Reset', () => ({ 'ratelimit-reset': '1' }), 1000],
  ] as const) {
    it(`comes back when ${what} says so, and not before`, async (test) => {
      const server = await serveFirst(test, [429, headers()]);
      assert.equal(await openCaller(test, QUICK).call(server.url), 200);
      const [first = 0, second = 0] = server.times;
      assert.ok(second - first >= least - 50, `it waited ${second - first}`);
    });
  }

  for (const [what, headers, call] of [
    ['when the server wants a longer wait than anybody has', { 'retry-after': '60' }, {}],
    ['when the wait is longer than the call may take', { 'retry-after': '1' }, { timeout: 500 }],
    ['when the wait is longer than the login lasts', { 'retry-after': '1' }, { left: 500 }],
  ] as const) {
    it(`is answered with the refusal ${what}`, async (test) => {
      const server = await serveFirst(test, [429, headers]);
      assert.equal(await openCaller(test, QUICK).call(server.url, call), 429);
      assert.equal(server.requests.length, 1);
    });
  }

  it('is not waited for when the login ends', async (test) => {
    const ending = new AbortController();
    const server = await serve(test, (_, response) => {
      response.on('close', () => ending.abort());
      response.writeHead(429, { 'retry-after': '1', connection: 'close' }).end();
    });
    assert.equal(await openCaller(test, QUICK).call(server.url, { signal: ending.signal }), 'LOGIN_OVER');
  });
});

describe('a server that says how many calls are left', () => {
  const FEW = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0.4' };

  it('is called more slowly before it refuses', async (test) => {
    const server = await serveFirst(test, [200, FEW]);
    const caller = openCaller(test);
    await caller.call(server.url);
    await caller.call(server.url);
    const [first = 0, second = 0] = server.times;
    assert.ok(second - first >= 350, `it waited ${second - first}`);
  });

  it('holds up no call beyond what it may take', async (test) => {
    const few = [200, { ...FEW, 'x-ratelimit-reset': '3600' }] as const;
    const server = await serveFirst(test, few, [200], few);
    const caller = openCaller(test, { manners: { longestPause: 3_600_000 } });
    assert.equal(await caller.call(server.url), 200);
    assert.equal(await caller.call(server.url, { timeout: 3000 }), 200);
    const hurried = openCaller(test, { manners: { longestPause: 10 } });
    assert.equal(await hurried.call(server.url), 200);
    assert.equal(await hurried.call(server.url, { left: 3_600_000 }), 200);
  });

  it('does not slow down calls of others', async (test) => {
    const few = await serveFirst(test, [200, { ...FEW, 'x-ratelimit-reset': '3600' }]);
    const many = await serveFirst(test);
    const caller = openCaller(test, { manners: { longestPause: DEFAULT_HTTP_MANNERS.timeout } });
    await caller.call(few.url);
    const ending = new AbortController();
    const slow = caller.call(few.url, { timeout: 60_000, signal: ending.signal });
    assert.equal(await caller.call(many.url), 200);
    ending.abort();
    assert.deepEqual([await slow, few.requests.length], ['LOGIN_OVER', 1]);
  });
});

describe('a server that is ill', () => {
  const SENSITIVE = { manners: { failures: 2, rest: 1500, backOff: 1 } };

  it('is left alone for a while, and called again once it is well', async (test) => {
    const server = await serveFirst(test, [500], [500]);
    const caller = openCaller(test, SENSITIVE);
    const codes = [
      await caller.call(server.url),
      await caller.call(server.url),
      await caller.call(server.url),
    ];
    assert.deepEqual(codes, [500, 500, 'ECIRCUITOPEN']);
    assert.equal(server.requests.length, 2);
    const later = await waitFor(async () => {
      const answer = await caller.call(server.url);
      return answer === 'ECIRCUITOPEN' ? null : answer;
    });
    assert.equal(later, 200);
  });

  it('does not take others down with it', async (test) => {
    const ill = await serveFirst(test, [500], [500]);
    const well = await serveFirst(test);
    const caller = openCaller(test, { manners: { ...SENSITIVE.manners, rest: 60_000 } });
    await caller.call(ill.url);
    await caller.call(ill.url);
    assert.deepEqual([await caller.call(ill.url), await caller.call(well.url)], ['ECIRCUITOPEN', 200]);
  });

  it('is not one that sends too much or has a private address', async (test) => {
    const server = await serve(test, (_, response) => response.end('x'.repeat(100)));
    const manners = { ...SENSITIVE.manners, responseBytes: 10 };
    const caller = openCaller(test, { manners });
    const calls = [1, 2, 3, 4].map(() => caller.call(server.url));
    assert.deepEqual(await Promise.all(calls), Array(4).fill('TOO_LARGE'));
    const guarded = openCaller(test, { manners, network: { allow: ['*'], private: [] } });
    const refused = [
      await guarded.call(server.url),
      await guarded.call(server.url),
      await guarded.call(server.url),
    ];
    assert.deepEqual(refused, Array(3).fill('ADDRESS_NOT_ALLOWED'));
  });
});

/** Asks again until there is an answer. */
async function waitFor<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
