import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hasErrors, parsePolicy } from '../../grammar/index.ts';
import { createPipeline, type Report } from '../../runtime/index.ts';
import { decisionOf } from '../../runtime/report/decision.ts';
import { anyLogin, clock, fullLogin, policyText } from '../arbitraries/index.ts';
import { type Decision, runPolicy } from '../reference/index.ts';
import { atTheBorder, compileText, plain, sourceOf } from './compiled-policy.ts';
import { runs } from './runs.ts';

const LOGINS_PER_POLICY = 10;

describe('in the sandbox', () => {
  it('what the checker accepts never fails, and decides as the document says, traced, verified or neither', async () => {
    const property = fc.asyncProperty(
      policyText(),
      fc.array(fc.tuple(fc.oneof(fullLogin, anyLogin), clock), {
        minLength: 1,
        maxLength: LOGINS_PER_POLICY,
        size: 'max',
      }),
      async (text, logins) => {
        const { compiled } = compileText(text);
        const parsed = parsePolicy(sourceOf(text));
        assert.ok(parsed.value !== null && !hasErrors(parsed.diagnostics));
        const pipeline = await createPipeline([compiled]);
        const verified = await createPipeline([compiled], { isolation: 'verified' });
        try {
          for (const [sent, now] of logins) {
            const login = atTheBorder(sent);
            const expected = granted(runPolicy(parsed.value, login, now));
            const short = await pipeline.run(sent, { now });
            assert.notEqual(short.outcome, 'failure', JSON.stringify(short.log));
            assert.deepStrictEqual(plain(summary(short)), plain(expected));
            const traced = await pipeline.run(sent, { now, trace: true });
            assert.deepStrictEqual(plain(whole(short)), plain(whole(traced)));
            assert.deepStrictEqual(plain(await pipeline.decide(sent, { now })), plain(decisionOf(short)));
            const here = await verified.run(sent, { now });
            assert.deepStrictEqual(plain(whole(here)), plain(whole(short)));
            assert.deepStrictEqual(plain(await verified.decide(sent, { now })), plain(decisionOf(short)));
            // With a stand-in for look-ups, all of the login goes into the sandbox.
            const long = await pipeline.run(sent, { now, trace: true, lookUps: () => null });
            assert.deepStrictEqual(plain(whole(long)), plain(whole(traced)));
            assert.deepStrictEqual(plain(timeless(long)), plain(timeless(traced)));
          }
        } finally {
          pipeline.dispose();
          verified.dispose();
        }
      },
    );
    await fc.assert(property, runs(120));
  });
});

/** All that both forms tell; a login that no rule changed is the caller's own. */
function whole({ trace: _, user, context, ...report }: Report): unknown {
  return { ...report, ...atTheBorder({ user, context }) };
}

/** The trace without the time that rules took. */
function timeless({ trace }: Report): unknown {
  return trace?.map(({ microseconds: _, ...rule }) => rule);
}

/** What a report and a decision have in common; a refused login is granted nothing. */
/** What a report and a decision of the reference have in common; a refused login is granted nothing. */
function summary(report: Report): unknown {
  const { scope: _, ...accessToken } = report.accessToken;
  return {
    outcome: report.outcome,
    by: report.outcome === 'allow' ? null : report.by,
    code: report.code,
    claims: { id_token: report.idToken, access_token: accessToken, saml: report.saml },
    scopes: report.scopes,
    methods: report.multifactor?.methods ?? null,
    session: report.session,
    // A profile that no rule changed is the caller's own.
    profile: report.outcome === 'deny' ? null : atTheBorder({ user: report.user, context: {} }).user,
  };
}

function granted(decision: Decision): unknown {
  const denied = decision.outcome === 'deny';
  return {
    outcome: decision.outcome,
    by: decision.by,
    code: decision.code,
    claims: denied ? { id_token: {}, access_token: {}, saml: {} } : decision.claims,
    scopes: denied ? [] : decision.scopes,
    methods: denied ? null : (decision.multifactor?.methods ?? null),
    session: denied ? null : decision.session,
    profile: denied ? null : decision.profile,
  };
}
