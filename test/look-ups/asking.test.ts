import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openMemoryStore } from '../../runtime/index.ts';
import { makePlanTrace } from '../../runtime/report/make-trace.ts';
import { planSteps } from '../../runtime/steps.ts';
import { boundCount } from '../../runtime/store/bound-count.ts';
import type { SourceFacts } from '../../stdlib/index.ts';
import { type LocalServer, serve } from '../capabilities/local-server.ts';
import { type HandRule, policyOf } from '../runtime/compiled-policy.ts';
import { ruleOf } from '../runtime/javascript-rule.ts';
import { askingRule, endOf, openAsking, readSource, source, TELL } from './asking.ts';

/** Answers with the path that it was asked for. */
const echo = (test: TestContext) =>
  serve(test, (request, response) => response.end(JSON.stringify(request.url)));

const pathsOf = ({ requests }: LocalServer) => requests.map(({ url }) => url).sort();

/** A source for each path, asked under its name; `crm` asks for `/crm`. */
const read = (server: LocalServer, name: string) => readSource(name, { url: `${server.url}/${name}` });

function course(test: TestContext, names: readonly string[], rules: readonly HandRule[]) {
  const sources: readonly SourceFacts[] = names.map((name) => source(name));
  return openAsking(test, [policyOf(rules, { sources })]);
}

for (const form of ['fast', 'traced'] as const) {
  describe(`a look-up, ${form}`, () => {
    it('is asked once a login, whoever reads it', async (test) => {
      const server = await echo(test);
      const crm = read(server, 'crm');
      const rules = [askingRule('one', [crm, crm], TELL), askingRule('two', [crm], TELL)];
      const { result } = await course(test, ['crm'], rules).run({ form });
      assert.deepEqual([result.idToken, pathsOf(server)], [{ found: ['/crm'] }, ['/crm']]);
    });

    it('is not asked by a rule that is not reached, nor by one that can be decided without it', async (test) => {
      const server = await echo(test);
      const rules = [
        askingRule('needs-none', [`false && ${read(server, 'crm')}`]),
        { id: 'refuses', body: `callback(denial('No.', 'no'));`, steers: true },
        askingRule('not-reached', [read(server, 'crm')]),
      ];
      assert.equal(endOf(await course(test, ['crm'], rules).run({ form })), 'No.');
      assert.deepEqual(pathsOf(server), []);
    });

    it('is asked for again by nobody when one answer leads to the next question', async (test) => {
      const server = await echo(test);
      const chain = `(${read(server, 'a')} ?? null) && ${read(server, 'b')}`;
      const { result } = await course(test, ['a', 'b'], [askingRule('chain', [chain], TELL)]).run({ form });
      assert.deepEqual([result.idToken.found, pathsOf(server)], [['/b'], ['/a', '/b']]);
    });

    it('gives the rules of a login no more time than they have', async (test) => {
      const server = await echo(test);
      const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
      const slow = `(() => { const end = Date.now() + 150; while (Date.now() < end); })()`;
      const rules = names.map((name) => askingRule(name, [slow, read(server, name)], '', { steers: true }));
      const run = course(test, names, rules).run({ form });
      await assert.rejects(run, /timed out/);
      assert.equal(pathsOf(server).includes('/h'), false);
    });

    it('does not make a rule do anything twice', async (test) => {
      const server = await echo(test);
      const count = `countLogin(context, { policy: 'policy', rule: 'one', alsoOnDeny: false, kind: 'count', counter: 'policy/seats' }, null, null);`;
      const rules = [
        { id: 'before', body: `logLine(context, 'info', 'before', 'x'); callback(null, user, context);` },
        askingRule('one', [read(server, 'crm')], count),
      ];
      const { result, trace } = await course(test, ['crm'], rules).run({ form });
      assert.deepEqual(
        result.effects.map(({ effect }) => effect),
        ['log', 'count'],
      );
      assert.equal(result.lasting.length, 1);
      if (form === 'traced') {
        const states = [...(trace?.policies ?? [])].map(([key, { deeds }]) => [key, deeds.length]);
        assert.deepEqual(states, [
          ['0/0', 1],
          ['0/1', 1],
        ]);
      }
    });
  });
}

/** Answers nobody before `most` have asked: whoever asks one after the other waits for ever. */
function serveTogether(test: TestContext, most: number): Promise<LocalServer> {
  const waiting: (() => void)[] = [];
  return serve(test, (request, response) => {
    waiting.push(() => response.end(JSON.stringify(request.url)));
    if (waiting.length === most) for (const answer of waiting) answer();
  });
}

describe('look-ups at the same time', () => {
  it('are those of one rule', async (test) => {
    const server = await serveTogether(test, 2);
    const rules = [askingRule('both', [read(server, 'a'), read(server, 'b')], TELL)];
    const { result } = await course(test, ['a', 'b'], rules).run();
    assert.deepEqual(result.idToken.found, ['/a', '/b']);
  });

  for (const form of ['fast', 'traced'] as const) {
    it(`are those of the rules that are surely reached, report-only ones among them, ${form}`, async (test) => {
      const server = await serveTogether(test, 4);
      const rules = [
        askingRule('first', [read(server, 'a')]),
        askingRule('would', [read(server, 'b')], `callback(denial('No.', 'no')); return;`, {
          mode: 'report-only',
          steers: true,
        }),
        askingRule('second', [read(server, 'c')]),
        askingRule('refuses', [read(server, 'd')], '', { steers: true }),
      ];
      assert.equal(endOf(await course(test, ['a', 'b', 'c', 'd'], rules).run({ form })), 'next');
      assert.equal(server.requests.length, 4);
    });
  }

  it('are none of the rules after one that steers', async (test) => {
    const server = await echo(test);
    const rules = [
      askingRule('first', [read(server, 'a')]),
      askingRule('refuses', [read(server, 'b')], `return callback(denial('No.', 'no'));`, { steers: true }),
      askingRule('not-reached', [read(server, 'c')]),
    ];
    assert.equal(endOf(await course(test, ['a', 'b', 'c'], rules).run()), 'No.');
    assert.deepEqual(pathsOf(server), ['/a', '/b']);
  });

  it('are none of a disabled rule, nor of the generated last one', async (test) => {
    const server = await echo(test);
    const rules = [
      askingRule('first', [read(server, 'a')], `admit(context, 'policy', 'first');`),
      askingRule('off', [read(server, 'b')], '', { mode: 'disabled' }),
      askingRule('default', [`isAdmitted(context, 'policy') || ${read(server, 'c')}`]),
    ];
    await course(test, ['a', 'b', 'c'], rules).run();
    assert.deepEqual(pathsOf(server), ['/a']);
  });

  it('leave no trace of the rules that were only looked at', async (test) => {
    const server = await echo(test);
    const log = `logLine(context, 'info', 'x', 'x'); setProfile(user, 'x', 1);`;
    const eager = askingRule('eager', [], '', {
      body: `${log} ${read(server, 'b')}; callback(null, user, context);`,
    });
    const { result } = await course(
      test,
      ['a', 'b'],
      [askingRule('first', [read(server, 'a')]), eager],
    ).run();
    assert.deepEqual(
      result.effects.map(({ effect }) => effect),
      ['set_profile', 'log'],
    );
  });
});

describe('a report-only rule', () => {
  it('waits for its look-ups though nobody else needs them', async (test) => {
    const server = await echo(test);
    const would = askingRule('would', [read(server, 'crm')], TELL, { mode: 'report-only' });
    const { result } = await course(test, ['crm'], [would]).run();
    assert.deepEqual([result.ending.kind, result.wouldHave.length, pathsOf(server)], ['next', 1, ['/crm']]);
  });

  it('does not fail rules that turn out not to need what it lost', async (test) => {
    const server = await echo(test);
    const dead = readSource('dead', { url: 'http://127.0.0.1:1/' });
    const rules = [
      askingRule('would-fail', [dead], '', { mode: 'report-only', steers: true }),
      { id: 'between', body: 'callback(null, user, context);', steers: true },
      askingRule('either', [`${read(server, 'crm')} || ${dead}`], TELL),
    ];
    const { result } = await course(test, ['crm', 'dead'], rules).run();
    assert.deepEqual([result.ending.kind, result.idToken.found], ['next', ['/crm']]);
  });

  it('looks up in earnest, and what fails is its own', async (test) => {
    const server = await echo(test);
    const dead = readSource('dead', { url: 'http://127.0.0.1:1/' });
    const rules = [
      askingRule('would', [read(server, 'crm')], TELL, { mode: 'report-only' }),
      askingRule('would-fail', [dead], TELL, { mode: 'report-only' }),
      askingRule('after', [read(server, 'crm')], TELL),
    ];
    const { result } = await course(test, ['crm', 'dead'], rules).run();
    assert.deepEqual(
      result.wouldHave.map(({ rule, effect }) => `${rule} ${effect}`),
      ['would set_claim', 'would-fail fail'],
    );
    assert.deepEqual([result.idToken.found, pathsOf(server)], [['/crm'], ['/crm']]);
  });
});

describe('the trace of a rule', () => {
  const dead = readSource('dead', { url: 'http://127.0.0.1:1/' });
  const failed = 'the look-up `dead` failed: `127.0.0.1:1` refused the connection';
  const remarks = async (test: TestContext, rules: readonly HandRule[], ifItFails: 'deny' | 'continue') => {
    const steps = [policyOf(rules, { sources: [source('dead', { ifItFails })] })];
    const { trace } = await openAsking(test, steps).run({ form: 'traced' });
    return makePlanTrace(planSteps(steps), trace!).map((rule) => [rule.rule, rule.result, rule.remarks]);
  };

  it('tells of a look-up that failed and that it went on without, where it was read', async (test) => {
    const rules = [
      { id: 'reads-none', body: 'callback(null, user, context);' },
      askingRule('first', [dead, dead]),
      askingRule('would', [dead], '', { mode: 'report-only' }),
      askingRule('needs-none', [`true || ${dead}`]),
    ];
    assert.deepEqual(await remarks(test, rules, 'continue'), [
      ['reads-none', 'did not apply', undefined],
      ['first', 'did not apply', [failed]],
      ['would', 'report-only', [failed]],
      ['needs-none', 'did not apply', undefined],
    ]);
  });

  for (const status of [404, 410, 204]) {
    it(`tells of a look-up that was answered with ${status}`, async (test) => {
      const server = await serve(test, (_, response) => response.writeHead(status).end());
      const crm = readSource('crm', { url: server.url });
      const steps = [policyOf([askingRule('first', [crm])], { sources: [source('crm')] })];
      const { trace, warnings } = await openAsking(test, steps).run({ form: 'traced' });
      const [rule] = makePlanTrace(planSteps(steps), trace!);
      assert.deepEqual(rule?.remarks, [`the look-up \`crm\` was answered with ${status}: there is nothing`]);
      assert.deepEqual(warnings, []);
    });
  }

  it('tells of it once where it is why the rule failed', async (test) => {
    assert.deepEqual(await remarks(test, [askingRule('first', [dead])], 'deny'), [
      ['first', 'failed', undefined],
    ]);
  });
});

describe('look-ups beside rules in JavaScript', () => {
  it('stay known behind them', async (test) => {
    const server = await echo(test);
    const crm = (policy: string) => readSource('crm', { url: `${server.url}/${policy}`, policy });
    const policy = (id: string, rules: readonly HandRule[]) =>
      policyOf(rules, { id, sources: [source('crm')] });
    const steps = [
      policy('one', [askingRule('a', [crm('one')], TELL)]),
      ruleOf(`user.seen = context.idToken.found[0] + '!'; callback(null, user, context);`),
      policy('two', [askingRule('b', [crm('one'), crm('two'), 'user.seen'], TELL)]),
    ];
    const { result } = await openAsking(test, steps).run();
    assert.deepEqual(result.idToken.found, ['/one', '/two', '/one!']);
    assert.deepEqual(pathsOf(server), ['/one', '/two']);
  });
});

const counter = { name: 'seats', window: 60_000, isDistinct: true } as const;
const seats = (per: string, value = 'user.email') =>
  `lookUp(context, 'policy/counts.seats', () => askCount(${per}, ${value}))`;

describe('a counter', () => {
  const counting = (test: TestContext, per: string, store = openMemoryStore()) =>
    openAsking(test, [policyOf([askingRule('seats', [seats(per)], TELL)], { counters: [counter] })], {
      store,
    });

  it('is read as it stood before this login, without its own value', async (test) => {
    const store = openMemoryStore();
    const count = (value: string) => ({
      ...counter,
      name: 'policy/seats',
      per: '"hr"',
      value: JSON.stringify(value),
    });
    const counts = ['ada@example.com', 'bob@example.com', 'eve@example.com'].map(count);
    await store.commit({ id: '1', at: Date.UTC(2026, 10, 23), metadata: [], counts, messages: [] });
    const { result } = await counting(test, 'context.clientName', store).run();
    assert.deepEqual(result.idToken.found, [2]);
  });

  it('is found again of whoever has a name of many characters', async (test) => {
    const store = openMemoryStore();
    const long = 'x'.repeat(600_000);
    const { per, value } = boundCount({ per: JSON.stringify(long), value: JSON.stringify(`b${long}`) });
    const counts = [{ ...counter, name: 'policy/seats', per, value }];
    await store.commit({ id: '1', at: Date.UTC(2026, 10, 23), metadata: [], counts, messages: [] });
    const { result } = await counting(test, JSON.stringify(long), store).run();
    assert.deepEqual(result.idToken.found, [1]);
  });

  it('is missing when nobody can tell whose it is', async (test) => {
    const { result } = await counting(test, 'user.organization').run();
    assert.deepEqual([result.ending.kind, result.idToken.found], ['next', [null]]);
  });

  it('fails the rule when the store cannot be read, without its words', async (test) => {
    const store = { ...openMemoryStore(), readCount: () => Promise.reject(new Error('disk on fire')) };
    assert.equal(endOf(await counting(test, '"a"', store).run()), 'the counter `seats` cannot be read');
  });
});

describe('answers that are given', () => {
  const rules = [askingRule('one', [readSource('crm', { url: 'http://127.0.0.1:1/' }), seats('"a"')], TELL)];
  const given = (test: TestContext, facts: Partial<SourceFacts> = {}) =>
    openAsking(test, [policyOf(rules, { sources: [source('crm', facts)], counters: [counter] })]);
  const values = {
    crm: { kind: 'value', value: { plan: 'gold' } },
    'counts.seats': { kind: 'value', value: 3 },
  } as const;

  it('stand for sources and counters', async (test) => {
    const { result } = await given(test).run({ given: (name) => values[name as keyof typeof values] });
    assert.deepEqual(result.idToken.found, [{ plan: 'gold' }, 3]);
  });

  it('can be that there is nothing', async (test) => {
    const { result } = await given(test).run({ given: () => ({ kind: 'missing' }) });
    assert.deepEqual(result.idToken.found, [null, null]);
  });

  it('can be that nobody answers', async (test) => {
    const failed = (name: string) => (name === 'crm' ? ({ kind: 'failed' } as const) : null);
    const ends = [given(test), given(test, { ifItFails: 'continue' })].map((one) =>
      one.run({ given: failed }),
    );
    assert.deepEqual((await Promise.all(ends)).map(endOf), [
      'the look-up `crm` failed: nobody answered',
      'next',
    ]);
  });

  it('do not stand for a question that cannot be asked', async (test) => {
    const crm = readSource('crm', { url: `["http://127.0.0.1/", ""], [user.nothing]` });
    const steps = [policyOf([askingRule('one', [crm], TELL)], { sources: [source('crm')] })];
    const run = await openAsking(test, steps).run({ given: () => ({ kind: 'value', value: 1 }) });
    assert.equal(endOf(run), 'the look-up `crm` failed: a part of what it asks for is missing');
  });
});
