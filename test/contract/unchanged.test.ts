import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Login } from '../../runtime/index.ts';
import { runs } from '../laws/runs.ts';
import { NEXT, openTenant } from './open-tenant.ts';

/** What the pipeline reads for itself; the names of prototypes never come in. */
const TAKEN = new Set(['redirect', 'lintel', 'multifactor', 'idToken', 'accessToken', 'request']);
const PROTOTYPES = new Set(['__proto__', 'constructor', 'prototype']);

/** A value as JSON carries it, without the names that no login may have. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), function (name, inner) {
    return PROTOTYPES.has(name) && !Array.isArray(this) ? undefined : inner;
  });
}

const records = fc
  .dictionary(
    fc.oneof(fc.string(), fc.constantFrom('app_metadata', 'email', 'user_id', 'stats')),
    fc.jsonValue(),
    {
      maxKeys: 6,
    },
  )
  .map((record) => plain(record) as Record<string, unknown>);

const contexts = records.map((context) =>
  Object.fromEntries(Object.entries(context).filter(([name]) => !TAKEN.has(name))),
);

describe('law: a rule that does nothing', () => {
  const tenant = openTenant();

  for (const [how, rules] of Object.entries({
    once: [NEXT],
    'without handing anything over': ['callback();'],
    'with copies': ['callback(null, JSON.parse(JSON.stringify(user)), Object.assign({}, context));'],
    'three times': [NEXT, `setImmediate(function () { ${NEXT} });`, 'callback(null);'],
  })) {
    it(`changes nothing of any user and any context: ${how}`, async (test) => {
      const pipeline = await tenant.open(test, rules);
      await fc.assert(
        fc.asyncProperty(records, contexts, async (user, context) => {
          const report = await pipeline.run({ user, context });
          assert.equal(report.outcome, 'allow', report.message ?? '');
          const came: Login = { user, context: { ...context, idToken: {}, accessToken: { scope: [] } } };
          assert.deepEqual({ user: report.user, context: report.context }, came);
          assert.deepEqual(report.effects, []);
        }),
        runs(100),
      );
    });
  }
});
