import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Pipeline, Report } from '../../runtime/index.ts';
import { openWorkers, type WorkersOptions } from '../../runtime/pool/open-workers.ts';
import type { Trouble } from '../../runtime/pool/trouble.ts';
import type { Workers } from '../../runtime/pool/workers.ts';
import { serve } from '../capabilities/local-server.ts';
import { LOGIN, openSteps, ruleOf } from '../runtime/javascript-rule.ts';
import {
  attack,
  HARMLESS,
  hostileBody,
  memoryOf,
  openArena,
  openBystander,
  openHostile,
  SHORT,
} from './harness.ts';

const HANG = '`${3n ** (2n ** 24n)}`;';

const outcomesOf = (reports: readonly Report[]) => {
  const counts = new Map<string, number>();
  for (const { outcome } of reports) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return Object.fromEntries(counts);
};

const together = (pipeline: Pipeline, count: number, login: unknown = LOGIN) =>
  Promise.all(Array.from({ length: count }, () => pipeline.run(login)));

describe('calls of the host by the thousand', () => {
  async function serverOptions(test: TestContext) {
    const server = await serve(test, (_, response) => response.end('{}'));
    const pipeline = {
      network: { allow: [`127.0.0.1:${server.port}`], private: ['127.0.0.0/8'] },
      configuration: { url: server.url },
    };
    return { server, pipeline };
  }

  it('are refused beyond the limit, and the rest of the login goes on', async (test) => {
    const { server, pipeline } = await serverOptions(test);
    const text = `
      let refused = 0;
      const calls = Array.from({ length: 120 }, () => fetch(configuration.url).catch(() => { refused += 1; }));
      Promise.all(calls).then(() => { context.idToken = { 'https://example.com/refused': refused }; callback(null, user, context); });`;
    const expect = ({ outcome, idToken }: Report) => {
      assert.equal(outcome, 'allow');
      assert.equal(idToken['https://example.com/refused'], 70);
      assert.equal(server.requests.length, 50);
    };
    await attack(test, text, { expect, pipeline, limits: { slice: 2000, chain: 10_000 } });
  });

  it('end the login when they do not stop', async (test) => {
    const { server, pipeline } = await serverOptions(test);
    await attack(
      test,
      'for (let i = 0; i < 20_000; i++) fetch(configuration.url).catch(() => {}); void callback;',
      { pipeline },
    );
    assert.ok(server.requests.length <= 50);
  });

  it('end the login when each starts the next', async (test) => {
    const { server, pipeline } = await serverOptions(test);
    await attack(test, 'const f = () => fetch(configuration.url).then(f, f); f(); void callback;', {
      pipeline,
    });
    assert.ok(server.requests.length <= 50);
  });

  it('are refused when they carry too much', async (test) => {
    const { server, pipeline } = await serverOptions(test);
    const text =
      "const body = 'x'.repeat(3_000_000); fetch(configuration.url, { method: 'POST', body }).then(() => callback(null, user, context), callback);";
    await attack(test, text, { pipeline });
    assert.equal(server.requests.length, 0);
  });

  it('end the login when many of them carry much', async (test) => {
    const { pipeline } = await serverOptions(test);
    const text =
      "const body = 'x'.repeat(1_900_000); for (;;) fetch(configuration.url, { method: 'POST', body }).catch(() => {}); void callback;";
    await attack(test, text, { pipeline });
  });

  it('are refused when too much comes back', async (test) => {
    const server = await serve(test, (_, response) => response.end('x'.repeat(20_000_000)));
    const pipeline = {
      network: { allow: [`127.0.0.1:${server.port}`], private: ['127.0.0.0/8'] },
      configuration: { url: server.url },
    };
    await attack(test, "require('request')(configuration.url, (error) => callback(error, user, context));", {
      pipeline,
    });
  });

  it('count while they are not answered, too', async (test) => {
    const server = await serve(test, () => undefined);
    const pipeline = {
      network: { allow: [`127.0.0.1:${server.port}`], private: ['127.0.0.0/8'] },
      configuration: { url: server.url },
    };
    await attack(
      test,
      'Promise.all(Array.from({ length: 100 }, () => fetch(configuration.url))).then(() => callback(null, user, context), callback);',
      { pipeline },
    );
  });
});

describe('very many logins side by side', () => {
  it('of one tenant are all taken', async (test) => {
    const pipeline = await openHostile(test, '', { limits: { chain: 60_000 } });
    assert.deepEqual(outcomesOf(await together(pipeline, 500)), { allow: 500 });
  });

  it('that all wait fail in time, and other tenants do not wait for them', async (test) => {
    const pipeline = await openHostile(test, 'void callback;', { limits: { chain: 1000 } });
    const bystander = await openBystander(test);
    await bystander.login();
    const waiting = together(pipeline, 200);
    for (let count = 0; count < 20; count += 1) assert.equal(await bystander.login(), null);
    assert.deepEqual(outcomesOf(await waiting), { failure: 200 });
    assert.equal((await pipeline.run(HARMLESS)).outcome, 'allow');
  });

  it('that all compute for ever fail, and the next login works', async (test) => {
    const pipeline = await openHostile(test, 'for (;;);', { limits: { chain: 5000 } });
    const bystander = await openBystander(test);
    const looping = together(pipeline, 20);
    for (let count = 0; count < 10; count += 1) assert.equal(await bystander.login(), null);
    assert.deepEqual(outcomesOf(await looping), { failure: 20 });
    assert.equal((await pipeline.run(HARMLESS)).outcome, 'allow');
  });
});

describe('very many tenants', () => {
  it('come and go without leaving memory behind', async (test) => {
    const { processes } = openArena();
    const round = async () => {
      const pipelines = await Promise.all(
        Array.from({ length: 40 }, () =>
          openHostile(test, "require('lodash');", { limits: { slice: 5000, chain: 30_000 } }),
        ),
      );
      const reports = await Promise.all(pipelines.map((pipeline) => pipeline.run(LOGIN)));
      for (const pipeline of pipelines) pipeline.dispose();
      assert.deepEqual(outcomesOf(reports), { allow: 40 });
    };
    await round();
    await round();
    const before = Math.max(...[...processes].map(memoryOf));
    for (let count = 0; count < 4; count += 1) await round();
    const after = Math.max(...[...processes].map(memoryOf));
    assert.ok(after < before * 1.5 + 50, `${before} MiB became ${after}`);
  });
});

describe('tenants that cost processes again and again', () => {
  function openPool(test: TestContext, limits: WorkersOptions['limits'] = {}) {
    const troubles: Trouble[] = [];
    const workers = openWorkers({
      processes: 1,
      limits,
      onTrouble: (trouble) => void troubles.push(trouble),
    });
    test.after(() => workers.close());
    return { workers, troubles };
  }
  const open = (test: TestContext, workers: Workers, text: string, tenant: string) =>
    openSteps(test, [ruleOf(hostileBody(text))], { workers, tenant, ruleLimits: SHORT });

  it('rest, then are off, and others go on', async (test) => {
    const limits = { strikesUntilRest: 2, strikesUntilOff: 4, firstRest: 20, longestRest: 40 };
    const { workers, troubles } = openPool(test, limits);
    const evil = await open(test, workers, HANG, 'evil');
    const good = await open(test, workers, '', 'good');
    const isOff = () => troubles.some(({ kind }) => kind === 'off');
    // Some of its logins fail because it rests, and cost nothing.
    for (let count = 0; count < 500 && !isOff(); count += 1) {
      assert.equal((await evil.run(LOGIN)).outcome, 'failure');
      assert.equal((await good.run(LOGIN)).outcome, 'allow');
    }
    const lost = troubles.filter((trouble) => trouble.kind === 'process-lost').map(({ tenant }) => tenant);
    assert.deepEqual(lost, ['evil', 'evil', 'evil', 'evil']);
    assert.ok(troubles.some((trouble) => trouble.kind === 'resting' && trouble.tenant === 'evil'));
    const report = await evil.run(HARMLESS);
    assert.deepEqual([report.outcome, report.idToken], ['failure', {}]);
    assert.equal((await good.run(LOGIN)).outcome, 'allow');
  });

  it('are kept apart from others after that', async (test) => {
    const limits = { strikesUntilRest: 1, strikesUntilOff: 100, firstRest: 1, longestRest: 1 };
    const { workers } = openPool(test, limits);
    const evil = await open(test, workers, HANG, 'evil');
    const slow = await open(
      test,
      workers,
      'setTimeout(() => fetch("https://example.invalid").catch(() => callback(null, user, context)), 900);',
      'slow',
    );
    assert.equal((await evil.run(LOGIN)).outcome, 'failure');
    await slow.run(HARMLESS);
    // This one has asked the host, so it would be lost with its process.
    const asking = slow.run(LOGIN);
    while ((await evil.run(HARMLESS)).outcome !== 'allow');
    assert.equal((await evil.run(LOGIN)).outcome, 'failure');
    assert.equal((await asking).outcome, 'allow');
  });

  it('do not take others with them when many do it at the same time', async (test) => {
    const { workers } = openPool(test);
    const good = await open(test, workers, 'setTimeout(() => callback(null, user, context), 100);', 'good');
    const evil = await Promise.all(
      Array.from({ length: 6 }, (_, index) => open(test, workers, HANG, `evil-${index}`)),
    );
    await Promise.all(evil.map((pipeline) => pipeline.run(HARMLESS)));
    const killing = Promise.all(evil.map((pipeline) => pipeline.run(LOGIN)));
    const going = Array.from({ length: 4 }, async () => {
      const reports: Report[] = [];
      for (let count = 0; count < 20; count += 1) reports.push(await good.run(LOGIN));
      return reports;
    });
    assert.deepEqual(outcomesOf(await killing), { failure: 6 });
    assert.deepEqual(outcomesOf((await Promise.all(going)).flat()), { allow: 80 });
  });

  it('do not take others with them when nobody can tell who did it', async (test) => {
    const { workers } = openPool(test);
    const good = await open(test, workers, 'setTimeout(() => callback(null, user, context), 100);', 'good');
    // Ends the process from within.
    const evil = await open(
      test,
      workers,
      'const kept = new Map(); for (let i = 0; ; i++) kept.set(i, i);',
      'evil',
    );
    await evil.run(HARMLESS);
    const going = Array.from({ length: 4 }, async () => {
      const reports: Report[] = [];
      for (let count = 0; count < 20; count += 1) reports.push(await good.run(LOGIN));
      return reports;
    });
    for (let count = 0; count < 2; count += 1) assert.equal((await evil.run(LOGIN)).outcome, 'failure');
    assert.deepEqual(outcomesOf((await Promise.all(going)).flat()), { allow: 80 });
  });
});
