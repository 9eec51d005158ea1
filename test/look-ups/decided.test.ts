import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { compile } from '../../compiler/index.ts';
import { joinDeciders } from '../../runtime/deciders/join-deciders.ts';
import { tellAsking } from '../../runtime/deciders/tell-asking.ts';
import { createPipeline, DEFAULT_LIMITS, type Pipeline, type PipelineOptions } from '../../runtime/index.ts';
import { openInquiry } from '../../runtime/look-ups/open-inquiry.ts';
import { openPolicies } from '../../runtime/policies/open-policies.ts';
import type { CompiledPolicy } from '../../stdlib/index.ts';
import { type LocalServer, serve } from '../capabilities/local-server.ts';

const NOW = Date.UTC(2026, 10, 23);

function policyOf({ port }: Pick<LocalServer, 'port'>, ifItFails = 'deny'): CompiledPolicy {
  const text = `policy: asks
sources:
  crm:
    url: http://127.0.0.1:${port}/\${user.email}
    if_it_fails: ${ifItFails}
rules:
  - id: verified-only
    unless: user.email_verified
    then: { deny: Verify first }
  - id: not-blocked
    when: crm.blocked
    then: { require_mfa: yes }
  - id: plan
    then: { set_claims: { id_token: { plan: = crm.plan } } }
`;
  const { value } = compile({ name: 'asks.yaml', text });
  assert.ok(value !== null && value.decider !== null);
  return value;
}

async function open(
  test: TestContext,
  policies: readonly CompiledPolicy[],
  options: PipelineOptions = {},
): Promise<Pipeline> {
  const network = { allow: ['*'], private: ['127.0.0.0/8'] };
  const pipeline = await createPipeline(policies, { network, ...options });
  test.after(() => pipeline.dispose());
  return pipeline;
}

const loginOf = (email: string) => ({ user: { email, email_verified: true }, context: {} });
const pathsOf = ({ requests }: LocalServer) => requests.map(({ url }) => url);

/** Answers that somebody has the plan of their name. */
const plans = (test: TestContext) =>
  serve(test, ({ url }, response) =>
    response.end(JSON.stringify({ plan: url?.split(/[/%]/)[1], blocked: false })),
  );

/** Hands over each response as it is asked for. */
async function serveByHand(test: TestContext) {
  const waiting: ((response: ServerResponse) => void)[] = [];
  const asked: ServerResponse[] = [];
  const server = await serve(test, (_, response) => {
    const next = waiting.shift();
    if (next === undefined) asked.push(response);
    else next(response);
  });
  const next = () =>
    new Promise<ServerResponse>((resolve) => {
      const response = asked.shift();
      if (response === undefined) waiting.push(resolve);
      else resolve(response);
    });
  return { server, next };
}

describe('a login with a look-up', () => {
  it('is decided without its rules', async (test) => {
    const server = await plans(test);
    const bare = { ...policyOf(server), code: '(data) => { throw new Error("not asked for"); }' };
    const pipeline = await open(test, [bare]);
    const { outcome, idToken } = await pipeline.run(loginOf('ada@example.com'));
    assert.deepEqual([outcome, idToken], ['allow', { plan: 'ada' }]);
    assert.deepEqual((await pipeline.decide(loginOf('bob@example.com'))).idToken, { plan: 'bob' });
    assert.equal(server.requests.length, 2);
  });

  it('is decided at once where nothing has to be asked', async (test) => {
    const server = await plans(test);
    const login = { user: { email: 'ada@example.com', email_verified: false }, context: {} };
    const decision = (await open(test, [policyOf(server)])).decide(login);
    assert.ok(!(decision instanceof Promise));
    assert.deepEqual([decision.message, pathsOf(server)], ['Verify first', []]);
  });

  it('knows nothing of those beside it', async (test) => {
    const pipeline = await open(test, [policyOf(await plans(test))]);
    const names = Array.from({ length: 32 }, (_, index) => `person-${index}`);
    const decisions = await Promise.all(names.map((name) => pipeline.decide(loginOf(`${name}@example.com`))));
    assert.deepEqual(
      decisions.map(({ idToken }) => idToken.plan),
      names,
    );
  });

  it('goes on after its sandbox was lost while it waited', async (test) => {
    const server = await plans(test);
    const policies = [policyOf(server)];
    const deciders = joinDeciders(policies);
    assert.ok(deciders !== null);
    const reopen = () => openPolicies(policies, DEFAULT_LIMITS, deciders);
    let opened = reopen();
    test.after(() => opened.close());
    const sandbox = () => {
      if (!opened.isOpen) opened = reopen();
      return opened;
    };
    const lookUps = {
      async answer() {
        opened.close();
        return new Map([
          ['asks/crm', { state: { state: 'answered', value: { plan: 'gold' } }, warning: null } as const],
        ]);
      },
    };
    const tell = tellAsking(deciders, sandbox, DEFAULT_LIMITS, (now) =>
      openInquiry(lookUps, { now, deadline: Number.POSITIVE_INFINITY, given: null }),
    );
    const answered = await tell(loginOf('ada@example.com'), () => NOW);
    assert.ok(answered !== null && 'inquiry' in answered);
    assert.deepEqual(answered.told?.effects.at(-1), 'gold');
  });

  it('fails when the pipeline is disposed of while it waits', async (test) => {
    const { server, next } = await serveByHand(test);
    for (const ifItFails of ['deny', 'continue']) {
      const pipeline = await open(test, [policyOf(server, ifItFails)]);
      const running = pipeline.run(loginOf('ada@example.com'));
      const decided = pipeline.decide(loginOf('bob@example.com'));
      await Promise.all([next(), next()]);
      pipeline.dispose();
      assert.deepEqual([(await running).outcome, (await decided).outcome], ['failure', 'failure']);
    }
  });

  it('is a new one when it was changed meanwhile and has to be looked at as a whole', async (test) => {
    const { server, next } = await serveByHand(test);
    const pipeline = await open(test, [policyOf(server)]);
    const login = loginOf('ada@example.com');
    const running = pipeline.run(login);
    const first = await next();
    login.user.email = 'bob@example.com';
    first.writeHead(500).end();
    (await next()).end(JSON.stringify({ plan: 'free', blocked: false }));
    assert.deepEqual((await running).idToken, { plan: 'free' });
    assert.deepEqual(pathsOf(server), ['/ada%40example.com', '/bob%40example.com']);
  });

  it('has only so much time for all that it asks', async (test) => {
    const { server } = await serveByHand(test);
    const pipeline = await open(test, [policyOf(server, 'continue')], { ruleLimits: { chain: 60 } });
    const { outcome, log } = await pipeline.run(loginOf('ada@example.com'));
    assert.equal(outcome, 'challenge');
    assert.deepEqual(
      log.map(({ policy, rule }) => `${policy}/${rule}`),
      ['asks/not-blocked'],
    );
    assert.match(log[0]?.text ?? '', /^the look-up `crm` failed: /);
  });
});
