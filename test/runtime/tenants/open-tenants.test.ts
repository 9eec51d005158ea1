import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import {
  createPipeline,
  openMemoryStore,
  openTenants,
  type Pipeline,
  type Report,
  type Tenants,
  type TenantsOptions,
} from '../../../runtime/index.ts';
import { DENY, LOGIN, NEXT, policyOf } from '../compiled-policy.ts';

/** Tenants of which each has the same policy, what became of their pipelines, and a way to hold logins up. */
async function watch(
  test: { readonly after: (close: () => void) => unknown },
  options: Partial<TenantsOptions> = {},
): Promise<{
  readonly tenants: Tenants;
  /** Names of the pipelines that are open, in the order of their opening. */
  readonly open: string[];
  /** Every opening, in order. */
  readonly loaded: string[];
  /** Until then, logins of these tenants come to no end. */
  readonly held: Map<string, Promise<void>>;
}> {
  const real = await createPipeline([policyOf([])]);
  const [open, loaded, held]: [string[], string[], Map<string, Promise<void>>] = [[], [], new Map()];
  const load = async (tenant: string): Promise<Pipeline> => {
    loaded.push(tenant);
    open.push(tenant);
    return {
      ...real,
      run: async (login, runOptions) => {
        await held.get(tenant);
        return open.includes(tenant) ? real.run(login, runOptions) : Promise.reject(new Error('disposed'));
      },
      dispose: () => open.splice(open.indexOf(tenant), 1),
    };
  };
  const tenants = openTenants({ load, active: 2, ...options });
  test.after(() => tenants.dispose());
  test.after(() => real.dispose());
  return { tenants, open, loaded, held };
}

/** Tenants whose pipelines are made of rules with these bodies. */
function tenantsOf(
  test: TestContext,
  bodies: Record<string, string>,
  more: Partial<TenantsOptions> = {},
): Tenants {
  const store = openMemoryStore();
  const tenants = openTenants({
    load: (tenant, host) =>
      createPipeline([policyOf([{ id: 'only', body: bodies[tenant] ?? 'throw 1' }])], { ...host, store }),
    ...more,
  });
  test.after(() => tenants.dispose());
  return tenants;
}

const outcomes = (reports: readonly Report[]) => reports.map(({ outcome }) => outcome);
const reason = ({ log }: Report) => log[0]?.text ?? '';

describe('a tenant', () => {
  it('is decided by its own policies', async (test) => {
    const tenants = tenantsOf(test, { acme: NEXT, strict: DENY });
    const reports = await Promise.all(['acme', 'strict', 'acme'].map((tenant) => tenants.run(tenant, LOGIN)));
    assert.deepEqual(outcomes(reports), ['allow', 'deny', 'allow']);
  });

  it('is opened once for all who come at the same time', async (test) => {
    const { tenants, loaded } = await watch(test);
    const reports = await Promise.all([1, 2, 3].map(() => tenants.run('acme', LOGIN)));
    assert.deepEqual([outcomes(reports), loaded], [['allow', 'allow', 'allow'], ['acme']]);
  });

  it('may have any name', async (test) => {
    const { tenants, loaded } = await watch(test, { active: 3 });
    const names = ['__proto__', 'constructor', '', '__proto__'];
    for (const name of names) assert.equal((await tenants.run(name, LOGIN)).outcome, 'allow');
    assert.deepEqual(loaded, ['__proto__', 'constructor', '']);
  });

  it('is named by a text', async (test) => {
    const { tenants, loaded } = await watch(test);
    const { outcome, message } = await tenants.run(JSON.parse('["acme"]'), LOGIN);
    assert.deepEqual([outcome, message, loaded], ['failure', 'expected the name of a tenant as text', []]);
  });

  it('is loaded anew once it was forgotten, and logins under way end as they began', async (test) => {
    const { tenants, open, loaded, held } = await watch(test);
    const { promise, resolve } = Promise.withResolvers<void>();
    held.set('acme', promise);
    const early = tenants.run('acme', LOGIN);
    await turn();
    tenants.forget('acme');
    const late = tenants.run('acme', LOGIN);
    await turn();
    assert.deepEqual(
      [loaded, open],
      [
        ['acme', 'acme'],
        ['acme', 'acme'],
      ],
    );
    resolve();
    assert.deepEqual(outcomes(await Promise.all([early, late])), ['allow', 'allow']);
    await turn();
    assert.deepEqual(open, ['acme']);
  });
});

describe('a tenant that cannot be loaded', () => {
  /** Tenants that cannot be loaded at first, and how often that was tried. */
  function failing(test: TestContext, failures: number) {
    const tries = new Map<string, number>();
    const load = async (tenant: string) => {
      const count = (tries.get(tenant) ?? 0) + 1;
      tries.set(tenant, count);
      if (count <= failures) throw new Error('no such folder');
      return createPipeline([policyOf([])]);
    };
    const tenants = openTenants({ load });
    test.after(() => tenants.dispose());
    return { tenants, tries };
  }

  it('has failed logins, and is loaded again a moment later', async (test) => {
    const { tenants, tries } = failing(test, 1);
    const first = await tenants.run('acme', LOGIN);
    assert.deepEqual([first.outcome, first.user], ['failure', LOGIN.user]);
    assert.equal(reason(first), 'the tenant cannot be loaded: Error: no such folder');
    while ((await tenants.run('acme', LOGIN)).outcome !== 'allow') await sleep(20);
    assert.equal(tries.get('acme'), 2);
  });

  it('takes hardly anything from others, however many logins it has', async (test) => {
    const { tenants, tries } = failing(test, Number.POSITIVE_INFINITY);
    for (let count = 0; count < 1000; count++) {
      const report = await tenants.run('acme', LOGIN);
      assert.equal(reason(report), 'the tenant cannot be loaded: Error: no such folder');
      await tenants.run('other', LOGIN);
    }
    assert.ok((tries.get('acme') ?? 0) < 100 && (tries.get('other') ?? 0) < 100);
  });

  it('is loaded again at once by who says that its policies changed, also while it was loading', async (test) => {
    const { tenants } = failing(test, 1);
    await tenants.run('acme', LOGIN);
    tenants.forget('acme');
    assert.equal((await tenants.run('acme', LOGIN)).outcome, 'allow');
    const early = tenants.run('other', LOGIN);
    tenants.forget('other');
    await early;
    assert.equal((await tenants.run('other', LOGIN)).outcome, 'allow');
  });

  for (const [name, found] of [
    [null, 'nothing'],
    [undefined, 'nothing'],
    [{}, 'a record'],
  ] as const) {
    it(`is not taken for loaded where \`load\` gives ${JSON.stringify(name)}, in time or late`, async (test) => {
      const lost: unknown[] = [];
      const listen = (reason: unknown) => lost.push(reason);
      process.on('unhandledRejection', listen);
      test.after(() => process.off('unhandledRejection', listen));
      const { promise, resolve } = Promise.withResolvers<void>();
      const tenants = openTenants({
        load: async (tenant) => {
          if (tenant === 'late') await promise;
          return name as unknown as Pipeline;
        },
        loadTimeout: 20,
      });
      test.after(() => tenants.dispose());
      const said = `the tenant cannot be loaded: Error: \`load\` gave ${found}, which is no project`;
      assert.equal(reason(await tenants.run('acme', LOGIN)), said);
      assert.match(reason(await tenants.run('late', LOGIN)), /loading took too long$/);
      resolve();
      await turn();
      assert.deepEqual(lost, []);
    });
  }

  it('may take for ever, if the host says so', async (test) => {
    const load = async () => {
      await turn();
      return createPipeline([policyOf([])]);
    };
    const tenants = openTenants({ load, loadTimeout: Number.POSITIVE_INFINITY });
    test.after(() => tenants.dispose());
    assert.equal((await tenants.run('acme', LOGIN)).outcome, 'allow');
  });

  it('fails what is decided without an account, too', async (test) => {
    const tenants = tenantsOf(test, { acme: NEXT, denied: DENY });
    const { outcome, ...rest } = await tenants.decide('acme', LOGIN, { now: '2026-11-22' });
    assert.deepEqual([outcome, 'log' in rest, 'user' in rest], ['allow', false, false]);
    assert.equal((await tenants.decide('denied', LOGIN)).message, 'No entry.');
    const lost = tenantsOf(test, {}, { load: () => Promise.reject(new Error('none')) });
    const failed = await lost.decide('acme', LOGIN);
    assert.deepEqual([failed.outcome, failed.code, 'log' in failed], ['failure', 'policy_error', false]);
    assert.equal((await lost.decide('acme', 'x')).code, 'bad_login');
  });

  it('fails what is no login as ever', async (test) => {
    const tenants = tenantsOf(test, {}, { load: () => Promise.reject(new Error('none')) });
    assert.equal((await tenants.run('acme', 'x')).code, 'bad_login');
    assert.equal((await tenants.resume('acme', 'x')).outcome, 'failure');
    assert.equal((await tenants.confirm('acme', 'x', 'passed')).outcome, 'failure');
  });

  it('costs a login no more than the time that there is for it, and is disposed of when it comes after all', async (test) => {
    const { promise, resolve } = Promise.withResolvers<Pipeline>();
    const tenants = openTenants({ load: () => promise, loadTimeout: 20 });
    test.after(() => tenants.dispose());
    const reports = await Promise.all([tenants.run('acme', LOGIN), tenants.run('acme', LOGIN)]);
    assert.deepEqual(reports.map(reason), [
      'the tenant cannot be loaded: Error: loading took too long',
      'the tenant cannot be loaded: Error: loading took too long',
    ]);
    const pipeline = await createPipeline([policyOf([])]);
    resolve(pipeline);
    await turn();
    assert.match(reason(await pipeline.run(LOGIN)), /disposed/);
  });
});

describe('room', () => {
  it('is made by who was asked least recently', async (test) => {
    const { tenants, open } = await watch(test);
    for (const name of ['a', 'b', 'a', 'c']) await tenants.run(name, LOGIN);
    await turn();
    assert.deepEqual(open, ['a', 'c']);
  });

  it('is never made by who has a login under way', async (test) => {
    const { tenants, open, held } = await watch(test);
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const name of ['a', 'b', 'c']) held.set(name, promise);
    const reports = ['a', 'b', 'c'].map((name) => tenants.run(name, LOGIN));
    await turn();
    assert.deepEqual(open, ['a', 'b', 'c']);
    resolve();
    assert.deepEqual(outcomes(await Promise.all(reports)), ['allow', 'allow', 'allow']);
    await turn();
    assert.deepEqual(open, ['b', 'c']);
  });

  it('is made 10,000 times in a row', async (test) => {
    const { tenants, open, loaded } = await watch(test, { active: 50 });
    for (let index = 0; index < 10_050; index++) await tenants.run(`tenant ${index % 10_000}`, LOGIN);
    await turn();
    assert.deepEqual([open.length, loaded.length], [50, 10_050]);
  });

  it('is given to the tenants that a simple model gives it', async () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('login'), name: names }) },
      fc.record({ kind: fc.constant('begin'), name: names }),
      fc.record({ kind: fc.constant('end'), name: names }),
      fc.record({ kind: fc.constant('forget'), name: names }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.array(step, { maxLength: 30, size: 'max' }),
        async (active, steps) => {
          const closing: (() => unknown)[] = [];
          const { tenants, open, held } = await watch({ after: (close) => closing.push(close) }, { active });
          const ends = new Map<string, () => void>();
          // Tenants with a pipeline; those at the front were asked least recently.
          let model: string[] = [];
          const busy = () => new Set(ends.keys());
          const makeRoom = () => {
            for (const name of model.filter((one) => !busy().has(one))) {
              if (model.length > active) model = model.filter((one) => one !== name);
            }
          };
          for (const { kind, name } of steps) {
            // A tenant that is forgotten under way has two pipelines for a while; that has a test of its own.
            if (kind === 'login' && !ends.has(name)) {
              held.delete(name);
              await tenants.run(name, LOGIN);
              model = [...model.filter((one) => one !== name), name];
              makeRoom();
            } else if (kind === 'begin' && !ends.has(name)) {
              const { promise, resolve } = Promise.withResolvers<void>();
              held.set(name, promise);
              const login = tenants.run(name, LOGIN);
              ends.set(name, () => {
                resolve();
                return login;
              });
              model = [...model.filter((one) => one !== name), name];
              makeRoom();
            } else if (kind === 'end' && ends.has(name)) {
              await ends.get(name)?.();
              ends.delete(name);
              model = [...model.filter((one) => one !== name), name];
              makeRoom();
            } else if (kind === 'forget' && !ends.has(name)) {
              tenants.forget(name);
              model = model.filter((one) => one !== name);
            }
            await turn();
            assert.deepEqual(open.toSorted(), model.toSorted());
          }
          for (const end of ends.values()) await end();
          for (const close of closing) close();
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a login that waits elsewhere', () => {
  it('comes back to a pipeline that was opened meanwhile', async (test) => {
    const away = `if (context.protocol !== 'redirect-callback') context.redirect = { url: 'https://terms.example' }; ${NEXT}`;
    const tenants = tenantsOf(test, { acme: away, other: NEXT }, { active: 1 });
    const { redirect } = await tenants.run('acme', LOGIN);
    const state = new URL(redirect?.url ?? '').searchParams.get('state');
    assert.equal((await tenants.run('other', LOGIN)).outcome, 'allow');
    assert.equal((await tenants.resume('other', state)).code, 'invalid_request');
    assert.equal((await tenants.resume('acme', state)).outcome, 'allow');
  });
});

describe('the end', () => {
  it('disposes of every pipeline, and fails logins after it', async (test) => {
    const { tenants, open, loaded } = await watch(test);
    await tenants.run('a', LOGIN);
    tenants.dispose();
    tenants.dispose();
    assert.deepEqual(open, []);
    assert.match(reason(await tenants.run('b', LOGIN)), /disposed/);
    assert.deepEqual(loaded, ['a']);
  });

  it('disposes of pipelines that are being opened', async (test) => {
    const { promise, resolve } = Promise.withResolvers<Pipeline>();
    const tenants = openTenants({ load: () => promise });
    const report = tenants.run('acme', LOGIN);
    await turn();
    tenants.dispose();
    const pipeline = await createPipeline([policyOf([])]);
    test.after(() => pipeline.dispose());
    resolve(pipeline);
    assert.match(reason(await report), /the tenants have been disposed/);
    assert.match(reason(await pipeline.run(LOGIN)), /disposed/);
  });

  it('disposes of the pipeline of a forgotten tenant once its last login is over', async (test) => {
    const { tenants, open, held } = await watch(test);
    const { promise, resolve } = Promise.withResolvers<void>();
    held.set('a', promise);
    const report = tenants.run('a', LOGIN);
    await turn();
    tenants.forget('a');
    tenants.dispose();
    assert.deepEqual(open, ['a']);
    resolve();
    assert.equal((await report).outcome, 'allow');
    await turn();
    assert.deepEqual(open, []);
  });

  it('waits for notifications when it is asked to', async (test) => {
    const { tenants } = await watch(test);
    await tenants.run('a', LOGIN);
    assert.equal(await tenants.flush(), undefined);
  });
});
