import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { formatTrace, openMemoryStore, type Report, type Store } from '../../runtime/index.ts';
import type { Commit } from '../../runtime/store/store.ts';
import { type LocalServer, serve } from '../capabilities/local-server.ts';
import { DENY } from '../runtime/compiled-policy.ts';
import { ADA, countOf, LOCAL, openWishing, postTo, type WishingRule } from './lasting-steps.ts';

const COUNT = { kind: 'count', counter: 'logins' } as const;
const COUNT_ALWAYS = { kind: 'count', counter: 'refusals', alsoOnDeny: true } as const;
const STORE = { kind: 'metadata', name: 'seen', value: 'today' } as const;
const FAIL = "throw new Error('no');";

const statusServer = (test: TestContext, status: number) =>
  serve(test, (_, response) => response.writeHead(status).end());

const pathsOf = ({ requests }: LocalServer) => requests.map(({ url }) => url);
const effectsOf = ({ effects }: Report) => effects.map(({ effect }) => effect);
const withheldOf = ({ withheld }: Report) => withheld.map(({ effect }) => effect);

/** What a login left in the store: how often it was counted by each counter, and the metadata of the person. */
async function leftIn(store: Store) {
  const logins = await store.readCount(countOf('logins'), 0);
  const refusals = await store.readCount(countOf('refusals'), 0);
  const fields = (await store.getUser(ADA.user.user_id))?.user_metadata?.fields ?? {};
  return { logins, refusals, fields };
}

/** A login through such rules, and what it left. */
async function conclude(
  test: TestContext,
  rules: readonly WishingRule[],
  { store = openMemoryStore(), login = ADA as unknown, trace = false } = {},
) {
  const pipeline = await openWishing(test, rules, { store, network: LOCAL });
  const report = await pipeline.run(login, { trace, now: 1_000_000 });
  return { report, left: await leftIn(store) };
}

const NOTHING = { logins: 0, refusals: 0, fields: {} };

describe('what is to last', () => {
  it('lasts when the login is allowed, and the report tells', async (test) => {
    const rules = [{ id: 'one', wishes: [COUNT, STORE, COUNT_ALWAYS] }];
    const { report, left } = await conclude(test, rules);
    assert.deepEqual(left, { logins: 1, refusals: 1, fields: { seen: 'today' } });
    assert.deepEqual([effectsOf(report), report.withheld], [['count', 'set_metadata', 'count'], []]);
  });

  for (const [outcome, end] of [
    ['deny', DENY],
    ['failure', FAIL],
  ] as const) {
    it(`does not last after ${outcome}, unless it says so`, async (test) => {
      const rules = [
        { id: 'one', wishes: [COUNT, COUNT_ALWAYS, STORE] },
        { id: 'two', wishes: [], end },
      ];
      const { report, left } = await conclude(test, rules);
      assert.equal(report.outcome, outcome);
      assert.deepEqual(left, { ...NOTHING, refusals: 1 });
      assert.ok(effectsOf(report).includes('count'));
      assert.deepEqual(withheldOf(report), ['count', 'set_metadata']);
    });
  }

  it('is stored all or nothing: a store that fails refuses the login', async (test) => {
    const store: Store = {
      ...openMemoryStore(),
      commit: () => Promise.reject(new Error('the disk is full')),
    };
    const { report, left } = await conclude(test, [{ id: 'one', wishes: [COUNT, COUNT_ALWAYS] }], { store });
    assert.deepEqual([report.outcome, report.code, left], ['failure', 'policy_error', NOTHING]);
    assert.deepEqual([effectsOf(report), withheldOf(report)], [[], ['count', 'count']]);
    assert.equal(report.log.at(-1)?.text, 'what was to last cannot be stored');
  });

  it('leaves what says so where the rest cannot be stored', async (test) => {
    const memory = openMemoryStore();
    const commit: Store['commit'] = async (given) => {
      if (given.metadata.length > 0) throw new Error('too much is known of this person');
      return memory.commit(given);
    };
    const rules = [{ id: 'one', wishes: [STORE, COUNT_ALWAYS] }];
    const { report, left } = await conclude(test, rules, { store: { ...memory, commit } });
    assert.deepEqual([report.outcome, left.refusals, effectsOf(report)], ['failure', 1, ['count']]);
  });

  it('is counted of a refused login whose metadata cannot be stored', async (test) => {
    const large = { ...STORE, value: 'x'.repeat(300_000), alsoOnDeny: true } as const;
    for (const ends of [[DENY], []]) {
      const rules = [
        { id: 'one', wishes: [COUNT_ALWAYS, large] },
        ...ends.map((end) => ({ id: 'two', wishes: [], end })),
      ];
      const { report, left } = await conclude(test, rules);
      assert.deepEqual(left, { ...NOTHING, refusals: 1 });
      assert.deepEqual(effectsOf(report).includes('count'), true);
      assert.deepEqual(withheldOf(report), ['set_metadata']);
      assert.equal(report.log.at(-1)?.text, 'the metadata that was to last cannot be stored');
    }
  });

  it('is counted in few characters of whoever has a name of many', async (test) => {
    const kept: Commit[] = [];
    const memory = openMemoryStore();
    const commit: Store['commit'] = (given) => {
      kept.push(given);
      return memory.commit(given);
    };
    const store = { ...memory, commit };
    await conclude(test, [{ id: 'one', wishes: [{ ...COUNT, per: 'x'.repeat(600_000) }] }], { store });
    assert.equal(kept[0]?.counts[0]?.per.length, 50);
  });

  it('is no metadata of somebody who is not named', async (test) => {
    const login = { user: {}, context: {} };
    const { report, left } = await conclude(test, [{ id: 'one', wishes: [STORE, COUNT] }], { login });
    assert.deepEqual([report.outcome, left.logins, withheldOf(report)], ['allow', 1, ['set_metadata']]);
    assert.match(report.log[0]?.text ?? '', /`user_metadata\.seen` is not stored/);
  });

  it('is told rule by rule in the trace', async (test) => {
    const rules = [
      { id: 'one', wishes: [COUNT, COUNT_ALWAYS] },
      { id: 'two', wishes: [], end: DENY },
    ];
    const { report } = await conclude(test, rules, { trace: true });
    const [one, two] = report.trace ?? [];
    assert.deepEqual(one?.changes, [{ effect: 'count', counter: 'refusals' }]);
    assert.deepEqual(one?.withheld, { why: 'refused', deeds: [{ effect: 'count', counter: 'logins' }] });
    assert.equal(two?.withheld, undefined);
  });
});

describe('a call', () => {
  const callOf = (server: LocalServer, path: string, more: object = {}) =>
    ({ kind: 'call', request: postTo(`${server.url}/${path}`), ...more }) as const;

  it('is made in order, waited for, and told with its status', async (test) => {
    const server = await statusServer(test, 201);
    const wishes = [callOf(server, 'a'), callOf(server, 'b')];
    const { report } = await conclude(test, [{ id: 'one', wishes }]);
    assert.deepEqual([report.outcome, pathsOf(server)], ['allow', ['/a', '/b']]);
    const host = `127.0.0.1:${server.port}`;
    const told = { policy: 'policy', rule: 'one', effect: 'call', method: 'POST', host, status: 201 };
    assert.deepEqual(report.effects, [told, told]);
  });

  it('that fails refuses the login, which leaves only what says so', async (test) => {
    const server = await statusServer(test, 500);
    const wishes = [
      callOf(server, 'a'),
      callOf(server, 'b'),
      callOf(server, 'c', { alsoOnDeny: true }),
      COUNT,
      COUNT_ALWAYS,
    ];
    const { report, left } = await conclude(test, [{ id: 'one', wishes }]);
    assert.deepEqual([report.outcome, report.by, report.code], ['failure', 'one', 'policy_error']);
    assert.deepEqual([pathsOf(server), left], [['/a', '/c'], { ...NOTHING, refusals: 1 }]);
    assert.deepEqual(effectsOf(report), ['call', 'call', 'count']);
    assert.deepEqual(withheldOf(report), ['call', 'count']);
  });

  it('that fails and may, changes nothing but the log', async (test) => {
    const server = await statusServer(test, 404);
    const wishes = [callOf(server, 'a', { ifItFails: 'continue' }), COUNT];
    const { report, left } = await conclude(test, [{ id: 'one', wishes }]);
    assert.deepEqual([report.outcome, left.logins], ['allow', 1]);
    assert.match(report.log[0]?.text ?? '', /a call failed: `127\.0\.0\.1:\d+` answered with the status 404/);
  });

  it('to nobody fails with the error of the network', async (test) => {
    const request = postTo('http://127.0.0.1:1/');
    const { report } = await conclude(test, [{ id: 'one', wishes: [{ kind: 'call', request }] }]);
    assert.equal(report.outcome, 'failure');
    assert.deepEqual(report.effects[0], {
      policy: 'policy',
      rule: 'one',
      effect: 'call',
      method: 'POST',
      host: '127.0.0.1:1',
      error: 'ECONNREFUSED',
    });
  });

  it('of which a part is missing fails', async (test) => {
    const { report } = await conclude(test, [{ id: 'one', wishes: [{ kind: 'call', request: null }] }]);
    assert.deepEqual([report.outcome, report.effects], ['failure', []]);
  });

  it('to a host that the project does not allow is not made', async (test) => {
    const server = await statusServer(test, 200);
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [callOf(server, 'a')] }]);
    assert.deepEqual([(await pipeline.run(ADA)).outcome, pathsOf(server)], ['failure', []]);
  });

  it('has the same key each time that it is tried, and another than every other', async (test) => {
    let answers = 0;
    const server = await serve(test, (_, response) => response.writeHead(++answers === 1 ? 500 : 200).end());
    const wishes = [callOf(server, 'a', { retry: 1 }), callOf(server, 'b')];
    await conclude(test, [{ id: 'one', wishes }]);
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    assert.deepEqual([pathsOf(server), new Set(keys).size], [['/a', '/a', '/b'], 2]);
    assert.equal(keys[0], keys[1]);
  });

  it('has that key whatever the policy says of it', async (test) => {
    const server = await statusServer(test, 200);
    const request = postTo(server.url, { headers: [['Idempotency-Key', ['mine']]] });
    await conclude(test, [{ id: 'one', wishes: [{ kind: 'call', request }] }]);
    assert.match(server.requests[0]?.headers['idempotency-key']?.toString() ?? '', /^[\w-]{43}$/);
  });

  it('takes secrets along that stand in no report', async (test) => {
    const server = await statusServer(test, 500);
    const request = postTo(`${server.url}/x`, {
      url: [`${server.url}/`, { secret: 'TOKEN' }],
      headers: [['authorization', ['Bearer ', { secret: 'TOKEN' }]]],
    });
    const rules = [{ id: 'one', wishes: [{ kind: 'call', request } as const] }];
    const pipeline = await openWishing(test, rules, { network: LOCAL, secrets: { TOKEN: 'tell-nobody' } });
    const report = await pipeline.run(ADA, { trace: true });
    assert.equal(server.requests[0]?.headers.authorization, 'Bearer tell-nobody');
    assert.doesNotMatch(JSON.stringify(report), /tell-nobody/);
  });
});

describe('a login with an id', () => {
  it('is done once, and comes to the same again', async (test) => {
    const store = openMemoryStore();
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [COUNT, STORE] }], { store });
    const first = await pipeline.run(ADA, { id: 'login-1' });
    const second = await pipeline.run(ADA, { id: 'login-1' });
    assert.deepEqual([second, (await leftIn(store)).logins], [first, 1]);
    await pipeline.run(ADA, { id: 'login-2' });
    assert.equal((await leftIn(store)).logins, 2);
  });

  it('that failed is not let in when it is tried again, with nothing stored of that', async (test) => {
    let answers = 0;
    const server = await serve(test, (_, response) => response.writeHead(++answers === 1 ? 500 : 200).end());
    const store = openMemoryStore();
    const call = { kind: 'call', request: postTo(server.url) } as const;
    const rules = [{ id: 'one', wishes: [call, COUNT, COUNT_ALWAYS] }];
    const pipeline = await openWishing(test, rules, { store, network: LOCAL });
    const outcomes = [
      (await pipeline.run(ADA, { id: 'login-1' })).outcome,
      (await pipeline.run(ADA, { id: 'login-1' })).outcome,
    ];
    assert.deepEqual(outcomes, ['failure', 'failure']);
    assert.deepEqual(await leftIn(store), { ...NOTHING, refusals: 1 });
  });

  it('that was let in is let in again, whatever a call is answered then', async (test) => {
    let answers = 0;
    const server = await serve(test, (_, response) => response.writeHead(++answers === 1 ? 200 : 500).end());
    const store = openMemoryStore();
    const call = { kind: 'call', request: postTo(server.url) } as const;
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [call, COUNT] }], {
      store,
      network: LOCAL,
    });
    const first = await pipeline.run(ADA, { id: 'login-1' });
    assert.deepEqual(await pipeline.run(ADA, { id: 'login-1' }), first);
    assert.deepEqual([first.outcome, answers, (await leftIn(store)).logins], ['allow', 1, 1]);
  });

  it('that failed and left nothing may be tried again', async (test) => {
    let commits = 0;
    const memory = openMemoryStore();
    const commit: Store['commit'] = async (given) => {
      if (++commits === 1) throw new Error('not now');
      return memory.commit(given);
    };
    const store = { ...memory, commit };
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [COUNT] }], { store });
    assert.equal((await pipeline.run(ADA, { id: 'login-1' })).outcome, 'failure');
    assert.equal((await pipeline.run(ADA, { id: 'login-1' })).outcome, 'allow');
    assert.equal((await leftIn(memory)).logins, 1);
  });

  it('comes to the same though its rules would see what it stored', async (test) => {
    const store = openMemoryStore();
    const end = `if (user.user_metadata?.seen) return ${DENY} callback(null, user, context);`;
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [STORE], end }], { store });
    assert.equal((await pipeline.run(ADA, { id: 'login-1' })).outcome, 'allow');
    assert.equal((await pipeline.run(ADA, { id: 'login-1' })).outcome, 'allow');
    assert.equal((await pipeline.run(ADA, { id: 'login-2' })).outcome, 'deny');
  });

  it('that is another login with that id is decided by itself, and leaves nothing', async (test) => {
    const store = openMemoryStore();
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [COUNT] }], { store });
    await pipeline.run(ADA, { id: 'login-1' });
    const other = await pipeline.run({ ...ADA, user: { user_id: 'auth0|2' } }, { id: 'login-1' });
    assert.deepEqual([other.user.user_id, (await leftIn(store)).logins], ['auth0|2', 1]);
  });

  for (const [outcome, ends] of [
    ['allow', []],
    ['deny', [DENY]],
  ] as const) {
    it(`that is another login with that id says that nothing is stored, each time: ${outcome}`, async (test) => {
      const server = await statusServer(test, 200);
      const call = { kind: 'call', request: postTo(server.url), alsoOnDeny: true } as const;
      const always = { ...STORE, alsoOnDeny: true } as const;
      const rules = [
        { id: 'one', wishes: [call, COUNT_ALWAYS, always] },
        ...ends.map((end) => ({ id: 'two', wishes: [], end })),
      ];
      const pipeline = await openWishing(test, rules, { network: LOCAL });
      await pipeline.run(ADA, { id: 'login-1' });
      const bob = { ...ADA, user: { user_id: 'auth0|2' } };
      for (const _ of [1, 2]) {
        const report = await pipeline.run(bob, { id: 'login-1', trace: true });
        assert.equal(report.outcome, outcome);
        assert.deepEqual(
          effectsOf(report).filter((effect) => effect !== 'deny'),
          ['call'],
        );
        assert.deepEqual(withheldOf(report), ['count', 'set_metadata']);
        assert.deepEqual(report.trace?.[0]?.withheld?.why, 'used');
        assert.match(report.log.at(-1)?.text ?? '', /nothing is stored of this login/);
      }
      assert.equal(server.requests.length, 2);
      const first = effectsOf(await pipeline.run(ADA, { id: 'login-1' }));
      assert.deepEqual(
        first.filter((effect) => effect !== 'deny'),
        ['call', 'count', 'set_metadata'],
      );
    });
  }

  it('that is not stored for its id does not blame the person', async (test) => {
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [COUNT] }]);
    await pipeline.run(ADA, { id: 'login-1' });
    const report = await pipeline.run({ ...ADA, user: { user_id: 'auth0|2' } }, { id: 'login-1' });
    assert.ok(formatTrace(report).includes('one: not done: counted logins'));
  });

  it('counts exactly with many at once', async (test) => {
    const store = openMemoryStore();
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [COUNT] }], { store });
    await Promise.all(Array.from({ length: 64 }, (_, index) => pipeline.run(ADA, { id: `${index % 32}` })));
    assert.equal((await leftIn(store)).logins, 32);
  });
});

describe('metadata of the person', () => {
  it('lies over what the login says, field by field', async (test) => {
    const store = openMemoryStore();
    await store.updateUser({ id: 'auth0|1', field: 'user_metadata', changes: { a: 1, b: null } });
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [] }], { store });
    const user = { user_id: 'auth0|1', user_metadata: { a: 0, b: 0, c: 0 } };
    assert.deepEqual((await pipeline.run({ user, context: {} })).user.user_metadata, { a: 1, c: 0 });
  });

  it('that cannot be read refuses the login', async (test) => {
    const store: Store = { ...openMemoryStore(), getUser: () => Promise.reject(new Error('gone')) };
    const pipeline = await openWishing(test, [{ id: 'one', wishes: [] }], { store });
    assert.equal((await pipeline.run(ADA)).outcome, 'failure');
  });

  for (const damaged of [undefined, [], 5, { app_metadata: 5 }, { user_metadata: { fields: {} } }]) {
    it(`that a store gives as ${JSON.stringify(damaged)} refuses the login, in our words`, async (test) => {
      const getUser = async () => damaged as never;
      const store: Store = { ...openMemoryStore(), getUser };
      const report = await (await openWishing(test, [{ id: 'one', wishes: [] }], { store })).run(ADA);
      const [line] = report.log;
      assert.deepEqual(
        [report.outcome, line?.text],
        ['failure', 'Error: what is stored of the person cannot be read'],
      );
    });
  }
});
