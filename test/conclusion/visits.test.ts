import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { createPipeline, type PipelineOptions } from '../../runtime/index.ts';
import { policyOf } from '../runtime/compiled-policy.ts';
import { ADA } from './lasting-steps.ts';

const SECRET = 'a secret of thirty-two characters';
const keyOf = (secret: string) => new TextEncoder().encode(secret);

/** Sends everybody on who is not back with `accepted`; whoever is, gets it as a claim. */
const VISIT = `
  if (context.returned?.accepted === true) {
    setClaim(context, ['id_token'], 'returned', context.returned);
    return callback(null, user, context);
  }
  const error = sendOn(context, { policy: 'policy', rule: 'terms', signWith: 'KEY' }, ['https://terms.example/?a=1'], { version: '7', exp: 1 });
  if (error) return callback(error);
  callback(null, user, context);`;

async function openVisits(test: TestContext, options: PipelineOptions = {}) {
  const pipeline = await createPipeline([policyOf([{ id: 'terms', body: VISIT }])], {
    secrets: { KEY: SECRET },
    tenant: 'acme',
    ...options,
  });
  test.after(() => pipeline.dispose());
  return pipeline;
}

/** A login that is away, and what the site got. */
async function away(test: TestContext) {
  const pipeline = await openVisits(test);
  const report = await pipeline.run(ADA);
  assert.equal(report.outcome, 'redirect');
  const { searchParams } = new URL(report.redirect?.url ?? '');
  return { pipeline, state: searchParams.get('state') ?? '', token: searchParams.get('session_token') ?? '' };
}

/** What the site signs. */
async function sign(claims: JWTPayload, { secret = SECRET, expires = '5 minutes' } = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(expires)
    .sign(keyOf(secret));
}

/** The login that is back with such a text. */
async function back(test: TestContext, make: (state: string, sent: string) => Promise<unknown>) {
  const { pipeline, state, token } = await away(test);
  return pipeline.resume(state, { query: { session_token: await make(state, token) } });
}

describe('a visit', () => {
  it('takes along what the policy says, signed, for fifteen minutes', async (test) => {
    const { token } = await away(test);
    const { payload } = await jwtVerify(token, keyOf(SECRET), { algorithms: ['HS256'], issuer: 'acme' });
    const { iat = 0, exp, ...claims } = payload;
    assert.deepEqual(claims, { version: '7', iss: 'acme', sub: 'auth0|1' });
    assert.equal(exp, iat + 15 * 60);
  });

  it('fails the login when its secret has no value', async (test) => {
    for (const secrets of [{}, { KEY: '' }]) {
      const report = await (await openVisits(test, { secrets })).run(ADA);
      assert.deepEqual([report.outcome, report.by, report.redirect], ['failure', 'terms', null]);
      assert.match(report.log[0]?.text ?? '', /the secret `KEY`.* has no value/);
    }
  });

  it('comes back with what the site signed, without what belongs to the text itself', async (test) => {
    const report = await back(test, (state) => sign({ state, accepted: true, sub: 'auth0|1' }));
    assert.deepEqual(
      [report.outcome, report.idToken, report.log],
      ['allow', { returned: { accepted: true } }, []],
    );
  });

  it('comes back with it in the body, too', async (test) => {
    const { pipeline, state } = await away(test);
    const body = { session_token: await sign({ state, accepted: true }) };
    assert.equal((await pipeline.resume(state, { body })).outcome, 'allow');
  });

  const worthless: Record<string, (state: string, sent: string) => Promise<unknown>> = {
    'is signed with another secret': (state) => sign({ state, accepted: true }, { secret: 'b'.repeat(32) }),
    'has expired': (state) => sign({ state, accepted: true }, { expires: '1 minute ago' }),
    'does not say when it expires': (state) =>
      new SignJWT({ state, accepted: true }).setProtectedHeader({ alg: 'HS256' }).sign(keyOf(SECRET)),
    'is about another sign-in': () => sign({ state: 'other', accepted: true }),
    'is about no sign-in': () => sign({ accepted: true }),
    'is about somebody else': (state) => sign({ state, accepted: true, sub: 'auth0|2' }),
    'is what was sent along': async (_, sent) => sent,
    'is signed by nobody': async (state) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none' })}.${part({ state, accepted: true, exp: 4_000_000_000 })}.`;
    },
    'is no text': async () => ['a'],
    'is nonsense': async () => 'nonsense',
  };
  for (const [what, make] of Object.entries(worthless)) {
    it(`does not count what ${what}, and tells administrators`, async (test) => {
      const report = await back(test, make);
      assert.deepEqual([report.outcome, report.code], ['deny', 'interaction_required']);
      assert.match(report.log[0]?.text ?? '', /^what came back in `session_token` does not count: /);
    });
  }

  it('that comes back with nothing is no reason for a warning', async (test) => {
    const { pipeline, state } = await away(test);
    const { outcome, log } = await pipeline.resume(state);
    assert.deepEqual([outcome, log], ['deny', []]);
  });

  it('does not count what the login itself brought', async (test) => {
    const pipeline = await openVisits(test);
    const report = await pipeline.run({ ...ADA, context: { ...ADA.context, other: 1 } });
    const state = new URL(report.redirect?.url ?? '').searchParams.get('state');
    assert.equal((await pipeline.resume(state, { query: { returned: 'x' } })).outcome, 'deny');
  });
});
