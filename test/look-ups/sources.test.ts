import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import type { PipelineOptions } from '../../runtime/index.ts';
import type { SourceFacts } from '../../stdlib/index.ts';
import { type LocalServer, serve, textOf } from '../capabilities/local-server.ts';
import { policyOf } from '../runtime/compiled-policy.ts';
import {
  type AskingCourse,
  askingRule,
  endOf,
  openAsking,
  type Question,
  readSource,
  source,
  TELL,
} from './asking.ts';

interface Setting extends Partial<Question>, PipelineOptions {
  readonly facts?: Partial<SourceFacts>;
}

/** A policy of one rule that reads the source `crm`. */
function courseOf(test: TestContext, { facts = {}, url = '', ...more }: Setting): AskingCourse {
  const { method, headers, body, ...options } = more;
  const question = { url, ...(method && { method }), ...(headers && { headers }), ...(body && { body }) };
  const rule = askingRule('reads', [readSource('crm', question)], TELL);
  return openAsking(test, [policyOf([rule], { sources: [source('crm', facts)] })], options);
}

interface Asked {
  readonly found: unknown;
  readonly end: string;
  readonly warnings: readonly string[];
  readonly server: LocalServer;
}

async function ask(test: TestContext, answer: RequestListener, setting: Setting = {}): Promise<Asked> {
  const server = await serve(test, answer);
  const run = await courseOf(test, { url: server.url, ...setting }).run();
  const [found] = (run.result.idToken.found ?? ['failed']) as unknown[];
  return { found, end: endOf(run), warnings: run.warnings.map(({ text }) => text), server };
}

const says =
  (status: number, body = '', headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

/** The answers one after the other, the last for all further requests. */
function inTurn(...answers: readonly RequestListener[]): RequestListener {
  let turn = 0;
  return (request, response) => answers[Math.min(turn++, answers.length - 1)]?.(request, response);
}

const GOLD = says(200, '{"plan":"gold"}');
const SILENCE: RequestListener = () => undefined;

describe('an answer', () => {
  it('is JSON, whatever it calls itself', async (test) => {
    assert.deepEqual((await ask(test, says(201, ' [1, null]', { 'content-type': 'text/html' }))).found, [
      1,
      null,
    ]);
  });

  for (const [what, status, body] of [
    ['404', 404, 'x'],
    ['410', 410, 'x'],
    ['204', 204, ''],
    ['an empty body', 200, ' \n'],
    ['null', 200, 'null'],
  ] as const) {
    it(`says with ${what} that there is nothing`, async (test) => {
      const { found, end, warnings } = await ask(test, says(status, body));
      assert.deepEqual([found, end, warnings], [null, 'next', []]);
    });
  }

  it('loses names that JavaScript gives a meaning', async (test) => {
    const { found } = await ask(test, says(200, '{"__proto__":{"admin":true},"constructor":1,"a":2}'));
    assert.deepEqual(found, { a: 2 });
  });

  const deep = '['.repeat(200) + ']'.repeat(200);
  for (const [what, answer, reason] of [
    ['another status', says(500, '{"plan":"secret"}'), 'it answered with the status 500'],
    ['a redirect to nowhere', says(304), 'it answered with the status 304'],
    ['no JSON', says(200, '<html>secret'), 'it answered with something that is not JSON'],
    [
      'no UTF-8',
      (_, response) => response.end(Buffer.from([0x22, 0xff, 0x22])),
      'it answered with something that is not JSON',
    ],
    ['one that is nested too deeply', says(200, deep), 'its answer is too large or nested too deeply'],
  ] as readonly (readonly [string, RequestListener, string])[]) {
    it(`is a failure: ${what}`, async (test) => {
      const deny = await ask(test, answer);
      const goOn = await ask(test, answer, { facts: { ifItFails: 'continue' } });
      const text = `the look-up \`crm\` failed: ${reason}`;
      assert.deepEqual([deny.found, deny.end, deny.warnings], ['failed', text, []]);
      assert.deepEqual([goOn.found, goOn.end, goOn.warnings], [null, 'next', [text]]);
    });
  }
});

describe('a look-up without an answer', () => {
  it('fails when its time is over, long before that of the login', async (test) => {
    const { end } = await ask(test, SILENCE, { facts: { timeout: 50 } });
    assert.match(end, /`crm` failed: no full answer from `127\.0\.0\.1:\d+` in time$/);
  });

  it('fails when the time of the login is over', async (test) => {
    const setting = { facts: { timeout: 600_000 }, ruleLimits: { chain: 50 } };
    assert.match((await ask(test, SILENCE, setting)).end, /in time$/);
    const shared = { ...setting, facts: { ...setting.facts, cache: 60_000 } };
    assert.match((await ask(test, SILENCE, shared)).end, /no answer came in time$/);
  });

  it('fails when the host is dead, and the query is told to nobody', async (test) => {
    const end = endOf(await courseOf(test, { url: 'http://127.0.0.1:1/x?token=hidden' }).run());
    assert.equal(end, 'the look-up `crm` failed: `127.0.0.1:1` refused the connection');
  });

  it('fails when a part of the question is missing, and asks nobody', async (test) => {
    const { end, server } = await ask(test, GOLD, { headers: '[["x-id", user.nothing]]' });
    assert.match(end, /a part of what it asks for is missing$/);
    assert.equal(server.requests.length, 0);
  });

  it('leaves a host alone that fails again and again', async (test) => {
    const server = await serve(test, says(500));
    const course = courseOf(test, { url: server.url });
    for (let times = 0; times < 5; times++) await course.run();
    assert.match(endOf(await course.run()), /failed several times in a row/);
    assert.equal(server.requests.length, 5);
  });
});

describe('a host with too many callers', () => {
  it('is asked again when it said so', async (test) => {
    const { found, server } = await ask(test, inTurn(says(429, '', { 'retry-after': '0' }), GOLD));
    assert.deepEqual([found, server.requests.length], [{ plan: 'gold' }, 2]);
  });

  it('is not waited for longer than the look-up may take', async (test) => {
    const { end, server } = await ask(test, says(429, '', { 'retry-after': '3' }));
    assert.match(end, /the status 429$/);
    assert.equal(server.requests.length, 1);
  });
});

describe('trying again', () => {
  const times = async (test: TestContext, answer: RequestListener, setting: Setting) => {
    const { found, server } = await ask(test, answer, setting);
    return [found, server.requests.length];
  };
  const hangUp: RequestListener = (request) => request.socket.destroy();

  it('is not done unless it was said', async (test) => {
    assert.deepEqual(await times(test, inTurn(says(500), GOLD), {}), ['failed', 1]);
  });

  it('is done after failures of the server and of the network', async (test) => {
    const answers = inTurn(says(502), hangUp, GOLD);
    assert.deepEqual(await times(test, answers, { facts: { retry: 2 } }), [{ plan: 'gold' }, 3]);
  });

  it('is done after a time-out, in the time that is left', async (test) => {
    const setting = { facts: { retry: 1, timeout: 1000 } };
    assert.deepEqual(await times(test, inTurn(SILENCE, GOLD), setting), [{ plan: 'gold' }, 2]);
  });

  it('ends', async (test) => {
    assert.deepEqual(await times(test, says(500), { facts: { retry: 2 } }), ['failed', 3]);
  });

  const all = { facts: { retry: 5, timeout: 3000 } };
  for (const [what, answer] of [
    ['is busy', says(503)],
    ['has too many callers', says(429)],
    ['fails', says(500)],
    ['hangs up', hangUp],
  ] as const) {
    it(`is done as often as it was said where the server ${what}`, async (test) => {
      assert.deepEqual(await times(test, answer, all), ['failed', 6]);
    });
  }

  it('is done as often as it was said where it is another failure each time', async (test) => {
    const answers = inTurn(says(503), hangUp, says(429), says(500), says(502), GOLD);
    assert.deepEqual(await times(test, answers, all), [{ plan: 'gold' }, 6]);
  });

  it('counts as one failure of the host, so that later logins find out when it is well', async (test) => {
    const server = await serve(test, inTurn(...Array(12).fill(says(503)), GOLD));
    const course = courseOf(test, { url: server.url, ...all });
    const ends = [await course.run(), await course.run(), await course.run()];
    assert.deepEqual(
      ends.map(({ result }) => result.idToken.found ?? null),
      [null, null, [{ plan: 'gold' }]],
    );
  });

  it('is not done where the server has decided, nor where a call could count twice', async (test) => {
    assert.deepEqual(await times(test, inTurn(says(403), GOLD), { facts: { retry: 2 } }), ['failed', 1]);
    const post = { method: 'POST', facts: { retry: 2 } };
    assert.deepEqual(await times(test, inTurn(hangUp, GOLD), post), ['failed', 1]);
  });
});

describe('answers that are kept', () => {
  const kept = { cache: 600_000 };

  it('serve later logins that ask the same', async (test) => {
    const server = await serve(test, GOLD);
    const course = courseOf(test, { url: server.url, facts: kept });
    const found = [await course.run(), await course.run()].map(({ result }) => result.idToken.found);
    assert.deepEqual([found, server.requests.length], [[[{ plan: 'gold' }], [{ plan: 'gold' }]], 1]);
  });

  it('serve nobody who asks something else: another address, header or body', async (test) => {
    const server = await serve(test, async (request, response) =>
      response.end(JSON.stringify([request.url, request.headers['x-id'], await textOf(request)])),
    );
    const course = courseOf(test, {
      url: `["${server.url}/", ""], [user.a]`,
      method: 'POST',
      headers: '[["x-id", user.b]]',
      body: 'user.c',
      facts: kept,
    });
    const logins = [
      ['x', 'x', 'x'],
      ['y', 'x', 'x'],
      ['x', 'y', 'x'],
      ['x', 'x', 'y'],
      ['x', 'x', 'x'],
    ];
    const runs = logins.map(([a, b, c]) => course.run({ login: { user: { a, b, c }, context: {} } }));
    const found = (await Promise.all(runs)).map(({ result }) => result.idToken.found);
    assert.deepEqual(
      found,
      logins.map(([a, b, c]) => [[`/${a}`, b, c]]),
    );
    assert.equal(server.requests.length, 4);
  });

  it('are asked for once by logins at the same time', async (test) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const server = await serve(test, (_, response) => void promise.then(() => response.end('7')));
    const course = courseOf(test, { url: server.url, facts: kept });
    const runs = Array.from({ length: 20 }, () => course.run());
    setImmediate(resolve);
    const found = (await Promise.all(runs)).map(({ result }) => result.idToken.found);
    assert.deepEqual([found, server.requests.length], [Array(20).fill([7]), 1]);
  });

  it('are gone after their time', async (test) => {
    const server = await serve(test, GOLD);
    const course = courseOf(test, { url: server.url, facts: { cache: 1 } });
    await course.run();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await course.run();
    assert.equal(server.requests.length, 2);
  });

  it('are never failures', async (test) => {
    const server = await serve(test, inTurn(says(500), says(404), GOLD));
    const course = courseOf(test, { url: server.url, facts: kept });
    const ends = [await course.run(), await course.run(), await course.run()];
    assert.deepEqual(
      ends.map(({ result }) => result.idToken.found ?? null),
      [null, [null], [null]],
    );
    assert.equal(server.requests.length, 2);
  });

  it('are none where somebody stands for all hosts, as in tests', async (test) => {
    let asked = 0;
    const answer = () => ({
      status: ++asked === 1 ? 500 : 200,
      statusText: '',
      headers: [],
      body: String(asked),
    });
    const course = courseOf(test, { url: 'https://crm.example.com/', facts: { ...kept, retry: 5 }, answer });
    const ends = [await course.run(), await course.run(), await course.run()];
    assert.deepEqual(
      ends.map(({ result }) => result.idToken.found ?? null),
      [null, [2], [3]],
    );
  });
});

describe('a secret', () => {
  const SECRET = 'pa"ss/word?&é';
  const secrets = { KEY: SECRET };
  const seen = (run: unknown) => {
    const text = JSON.stringify(run, (_, value) => (value instanceof Map ? [...value] : value));
    return text.includes('word') || text.includes('pa%22');
  };

  it('reaches the server in address, header and body, and nothing else', async (test) => {
    const got: unknown[] = [];
    const server = await serve(test, async (request, response) => {
      const { searchParams, pathname } = new URL(request.url ?? '', 'http://x');
      const header = Buffer.from(request.headers.authorization ?? '', 'latin1').toString('latin1');
      got.push(pathname, searchParams.get('k'), header, JSON.parse(await textOf(request)));
      response.writeHead(500).end();
    });
    const course = courseOf(test, {
      url: `["${server.url}/a/", "/b?k=", ""], [secretText('KEY'), secretText('KEY')]`,
      method: 'POST',
      headers: `[["Authorization", joinPieces('Bearer ', secretText('KEY'))]]`,
      body: `{ key: secretText('KEY'), all: joinPieces('<', secretText('KEY'), '>') }`,
      secrets,
    });
    for (const form of ['fast', 'traced'] as const) {
      const run = await course.run({ form });
      assert.equal(endOf(run), 'the look-up `crm` failed: it answered with the status 500');
      assert.equal(seen(run), false);
    }
    const path = '/a/pa%22ss%2Fword%3F%26%C3%A9/b';
    const expected = [path, SECRET, `Bearer ${SECRET}`, { key: SECRET, all: `<${SECRET}>` }];
    assert.deepEqual(got, [...expected, ...expected]);
  });

  it('is nowhere in the isolate', async (test) => {
    const url = `["http://127.0.0.1:1/?k=", ""], [secretText('KEY')]`;
    const rule = askingRule(
      'looks',
      [readSource('crm', { url })],
      `logLine(context, 'info', 'looks', JSON.stringify([user, context]));`,
    );
    const facts = source('crm', { ifItFails: 'continue' });
    const run = await openAsking(test, [policyOf([rule], { sources: [facts] })], { secrets }).run();
    assert.equal(run.result.effects[0]?.effect, 'log');
    assert.equal(seen(run), false);
  });

  it('without a value is a failure that names it, and nobody is asked', async (test) => {
    const { end, server } = await ask(test, GOLD, { headers: `[["x-key", secretText('toString')]]` });
    assert.equal(
      end,
      'the look-up `crm` failed: the secret `toString` has no value; `lintel check` tells how it gets one',
    );
    assert.equal(server.requests.length, 0);
  });

  it('is not told where a test has no answer for the address', async (test) => {
    const url = `["https://crm.example.com/", ""], [secretText('KEY')]`;
    const run = await courseOf(test, { url, secrets, answer: () => null }).run();
    assert.match(endOf(run), /nothing answers `GET https:\/\/crm\.example\.com\/…` here/);
  });

  it('does not go along with a redirect', async (test) => {
    const other = await serve(test, GOLD);
    const away = says(307, '', { location: `${other.url}/` });
    const { end } = await ask(test, away, { headers: `[["x-key", secretText('KEY')]]`, secrets });
    assert.match(end, /the status 307$/);
    const header = await ask(test, away, { headers: `[["authorization", secretText('KEY')]]`, secrets });
    assert.deepEqual([header.found, other.requests.length], [{ plan: 'gold' }, 1]);
    assert.equal(other.requests[0]?.headers.authorization, undefined);
  });
});
