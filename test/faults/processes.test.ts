import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { describe, it, type TestContext } from 'node:test';
import type { PipelineOptions } from '../../runtime/index.ts';
import { launchProcess } from '../../runtime/pool/launch-process.ts';
import { openWorkersIn } from '../../runtime/pool/open-workers.ts';
import { openMemoryStore } from '../../runtime/store/memory-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { serve } from '../capabilities/local-server.ts';
import { LOGIN, openSteps, ruleOf } from '../runtime/javascript-rule.ts';

const OPEN = { allow: ['*'], private: ['127.0.0.1/32'] };
const LIMITS = { chain: 8000, slice: 1000, grace: 300 };

/** A pipeline whose processes a test can end. */
async function openMortal(test: TestContext, text: string, options: PipelineOptions = {}) {
  const children: ChildProcess[] = [];
  const launch = () => {
    const child = launchProcess();
    children.push(child);
    return child;
  };
  const workers = openWorkersIn(launch, { processes: 1 });
  test.after(() => workers.close());
  const pipeline = await openSteps(test, [ruleOf(text)], {
    workers,
    network: OPEN,
    ...options,
    ruleLimits: { ...LIMITS, ...options.ruleLimits },
  });
  const killAll = () => {
    for (const child of children) child.kill('SIGKILL');
  };
  return { pipeline, workers, killAll };
}

/** Calls the server, waits for its answer, and goes on. */
const asking = (url: string) => `
  if (user.isHarmless) return callback(null, user, context);
  require('request')('${url}', (error) => callback(error, user, context));`;
const HARMLESS = { ...LOGIN, user: { ...LOGIN.user, isHarmless: true } };

describe('a process that is killed', () => {
  it('costs a login that had asked nobody nothing: it runs again', async (test) => {
    const { pipeline, killAll } = await openMortal(
      test,
      `setTimeout(() => { context.idToken.ok = true; callback(null, user, context); }, 300);`,
    );
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
    const login = pipeline.run(LOGIN);
    setTimeout(killAll, 100);
    assert.equal((await login).outcome, 'allow');
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
  });

  it('fails a login that had done something already, and does it once', async (test) => {
    const asked = Promise.withResolvers<void>();
    const server = await serve(test, () => asked.resolve());
    const { pipeline, killAll } = await openMortal(test, asking(server.url));
    const login = pipeline.run(LOGIN);
    await asked.promise;
    killAll();
    const report = await login;
    assert.deepEqual([report.outcome, report.idToken, server.requests.length], ['failure', {}, 1]);
    assert.equal((await pipeline.run(HARMLESS)).outcome, 'allow');
  });

  it('again and again fails the login in time', async (test) => {
    const { pipeline, killAll } = await openMortal(
      test,
      `setTimeout(() => callback(null, user, context), 3000);`,
    );
    const timer = setInterval(killAll, 50);
    const { outcome } = await pipeline.run(LOGIN);
    clearInterval(timer);
    assert.equal(outcome, 'failure');
  });

  it('between two logins is not noticed by the second', async (test) => {
    const { pipeline, killAll } = await openMortal(test, `callback(null, user, context);`);
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
    killAll();
    assert.equal((await pipeline.run(LOGIN)).outcome, 'allow');
  });
});

describe('whoever ends with logins in flight', () => {
  for (const what of ['the pipeline', 'the workers'] as const) {
    it(`lets them fail at once: ${what}`, async (test) => {
      const asked = Promise.withResolvers<void>();
      const server = await serve(test, () => asked.resolve());
      const { pipeline, workers } = await openMortal(test, asking(server.url), {
        ruleLimits: { chain: 60_000 },
      });
      const logins = [pipeline.run(LOGIN), pipeline.run(LOGIN), pipeline.run(LOGIN)];
      await asked.promise;
      if (what === 'the pipeline') pipeline.dispose();
      else void workers.close();
      const outcomes = (await Promise.all(logins)).map(({ outcome }) => outcome);
      for (const outcome of outcomes) assert.match(outcome, /^(deny|failure)$/);
      assert.equal((await pipeline.run(LOGIN)).outcome, 'failure');
      pipeline.dispose();
    });
  }
});

describe('a store that fails', () => {
  const broken = (how: () => never): Store => ({
    ...openMemoryStore(),
    updateUser: async () => how(),
    getValue: async () => how(),
    setValue: async () => how(),
    put: async () => how(),
    take: async () => how(),
  });
  const fail = (): never => {
    throw new Error('postgres://user:s3cret@10.0.0.1 is down');
  };

  it('fails the update, and nobody learns why', async (test) => {
    const { pipeline } = await openMortal(
      test,
      `if (user.isHarmless) return callback(null, user, context);
       auth0.users.updateAppMetadata(user.user_id, { a: 1 }).then(() => callback(null, user, context), callback);`,
      { store: broken(fail) },
    );
    const report = await pipeline.run(LOGIN, { trace: true });
    assert.match(report.outcome, /^(deny|failure)$/);
    assert.doesNotMatch(JSON.stringify(report), /s3cret|postgres/);
    assert.equal((await pipeline.run(HARMLESS)).outcome, 'allow');
  });

  it('fails the login when it cannot say what is stored of the person, and nobody learns why', async (test) => {
    const store = { ...broken(fail), getUser: async () => fail() };
    const { pipeline } = await openMortal(test, 'callback(null, user, context);', { store });
    const report = await pipeline.run(LOGIN, { trace: true });
    assert.equal(report.outcome, 'failure');
    assert.doesNotMatch(JSON.stringify(report), /s3cret|postgres/);
  });

  it('and never answers ends the login in time', async (test) => {
    const store = { ...openMemoryStore(), updateUser: () => new Promise<never>(() => undefined) };
    const { pipeline } = await openMortal(
      test,
      `if (user.isHarmless) return callback(null, user, context);
       auth0.users.updateAppMetadata(user.user_id, { a: 1 }).then(() => callback(null, user, context), callback);`,
      { store, ruleLimits: { chain: 1000 } },
    );
    assert.match((await pipeline.run(LOGIN)).outcome, /^(deny|failure)$/);
    assert.equal((await pipeline.run(HARMLESS)).outcome, 'allow');
  });

  it('lets nobody be sent elsewhere, and nobody in', async (test) => {
    const { pipeline } = await openMortal(
      test,
      `context.redirect = { url: 'https://elsewhere.example/' }; callback(null, user, context);`,
      { store: broken(fail) },
    );
    const report = await pipeline.run(LOGIN);
    assert.deepEqual([report.outcome, report.redirect], ['failure', null]);
    assert.equal((await pipeline.resume('a.b')).outcome, 'failure');
  });
});
