import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createPipeline, expandLogin, type Report } from '../../runtime/index.ts';
import { DENY, type HandRule, NEXT, open, policyOf } from './compiled-policy.ts';

/** Rules that read, grant, demand, refuse, change the profile and fail, depending on the login. */
const RULES: readonly HandRule[] = [
  {
    id: 'would',
    mode: 'report-only',
    body: `setProfile(user, 'email', 'x'); if (user.deny) return ${DENY} ${NEXT}`,
  },
  {
    id: 'grants',
    body: `setClaim(context, ['id_token', 'saml'], 'email', user.email); addScopes(context, textOf(user.name) && [user.name]); ${NEXT}`,
  },
  {
    id: 'demands',
    body: `if (user.groups) requireMfa(context, { provider: 'any', allowRememberBrowser: false, by: 'demands' }); ${NEXT}`,
  },
  {
    id: 'profile',
    body: `setProfile(user, 'seen', user.name); logLine(context, 'info', 'profile', user.email); ${NEXT}`,
  },
  {
    id: 'admits',
    body: `if (user.stop) stop(context, 'policy'); admit(context, 'policy', 'admits'); ${NEXT}`,
  },
  { id: 'fails', body: `if ('name' in user) user.name.length; ${NEXT}` },
  { id: 'refuses', body: `if (user.deny) return ${DENY} ${NEXT}` },
];

const word = fc.constantFrom(
  'email',
  'name',
  'groups',
  'deny',
  'stop',
  'lintel',
  'idToken',
  'accessToken',
  'multifactor',
  'scope',
);
const hostile = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'hasOwnProperty',
);
const data = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom(
      undefined,
      Number.NaN,
      1n,
      Symbol('x'),
      new Date(0),
      new Date(Number.NaN),
      () => 'called',
    ),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.array(fc.tuple(fc.oneof(word, hostile, fc.string()), tie('data')), { maxLength: 4 }).map(recordOf),
  ),
})).data;
const record = fc.array(fc.tuple(fc.oneof(word, hostile), data), { maxLength: 6 }).map(recordOf);
const login = fc.record({ user: record, context: record });

function recordOf(entries: readonly (readonly [string, unknown])[]): unknown {
  const made = {};
  for (const [name, value] of entries)
    Object.defineProperty(made, name, { value, enumerable: true, configurable: true });
  return made;
}

const nothing = { idToken: {}, accessToken: {}, saml: {}, scopes: [], multifactor: null, session: null };

describe('laws of the pipeline', () => {
  it('whatever comes in, a report comes out that JSON can carry, and no prototype changes', async (test) => {
    const pipeline = await open(test, [policyOf(RULES)]);
    const before = Reflect.ownKeys(Object.prototype);
    await fc.assert(
      fc.asyncProperty(fc.oneof(login, data), fc.boolean(), async (value, trace) => {
        const report = await pipeline.run(value, { trace });
        assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
        assert.deepEqual(Reflect.ownKeys(Object.prototype), before);
      }),
    );
  });

  it('what is refused or fails is granted nothing', async (test) => {
    const pipeline = await open(test, [policyOf(RULES)]);
    await fc.assert(
      fc.asyncProperty(login, async (value) => {
        const report = await pipeline.run(value);
        if (report.outcome !== 'deny' && report.outcome !== 'failure') return;
        const { idToken, accessToken, saml, scopes, multifactor, session } = report;
        assert.deepEqual({ idToken, accessToken, saml, scopes, multifactor, session }, nothing);
      }),
    );
  });

  it('nothing of one login shows in the next', async (test) => {
    const shared = await open(test, [policyOf(RULES)]);
    const fresh = await open(test, [policyOf(RULES)]);
    const known = new Map<string, Report>();
    const probe = { user: { name: 'Ada', email: 'ada@example.com' }, context: {} };
    for (const trace of [false, true])
      known.set(String(trace), withoutTimes(await fresh.run(probe, { now: 0, trace })));
    await fc.assert(
      fc.asyncProperty(fc.array(login, { maxLength: 3 }), fc.boolean(), async (logins, trace) => {
        for (const value of logins) await shared.run(value, { trace });
        assert.deepEqual(withoutTimes(await shared.run(probe, { now: 0, trace })), known.get(String(trace)));
      }),
    );
  });

  it('a traced run ends as any other', async (test) => {
    const pipeline = await open(test, [policyOf(RULES)]);
    await fc.assert(
      fc.asyncProperty(login, async (value) => {
        const { trace: _, ...traced } = await pipeline.run(value, { now: 0, trace: true });
        const { trace: __, ...fast } = await pipeline.run(value, { now: 0 });
        assert.deepEqual(traced, fast);
      }),
    );
  });

  it('a thousand logins at once end as one after another', async (test) => {
    const pipeline = await open(test, [policyOf(RULES)]);
    const logins = fc.sample(login, { numRuns: 1000, seed: 7 });
    const sequential: Report[] = [];
    for (const value of logins) sequential.push(await pipeline.run(value, { now: 0 }));
    const concurrent = await Promise.all(logins.map((value) => pipeline.run(value, { now: 0 })));
    for (const [index, report] of concurrent.entries()) assert.deepEqual(report, sequential[index]);
    assert.ok(
      new Set(sequential.map(({ outcome }) => outcome)).size > 2,
      'the logins differ in how they end',
    );
  });

  it('a disposed pipeline gives its memory back', async () => {
    const items = Array.from({ length: 20_000 }, (_, index) => `user-${index}@example.com`);
    const policy = policyOf(RULES, { constants: [{ kind: 'set', name: 'list', items }] });
    const round = async (count: number) => {
      for (let index = 0; index < count; index++) {
        const pipeline = await createPipeline([policy]);
        await pipeline.run({ user: {}, context: {} }, { trace: index % 2 === 0 });
        pipeline.dispose();
      }
      return process.memoryUsage.rss() / 1024 / 1024;
    };
    const before = await round(50);
    const after = await round(150);
    // Kept, each would hold some 5 MiB: 750 in all.
    assert.ok(after - before < 250, `grew by ${after - before} MiB`);
  });

  it('an abbreviated login is written out or has a problem, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(data, record), (value) => {
        const expanded = expandLogin(value);
        if (expanded.kind === 'problem') assert.ok(expanded.problems.length > 0);
        else JSON.stringify(expanded.login);
      }),
    );
  });
});

function withoutTimes(report: Report): Report {
  return { ...report, trace: report.trace?.map((rule) => ({ ...rule, microseconds: 0 })) ?? null };
}
