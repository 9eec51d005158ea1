import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { compileTarget, EMPTY_WORLD, emitTarget, type TargetPolicy } from '../../../compiler/index.ts';
import { runAction } from '../../../runtime/inside/action.ts';
import type { Fields } from '../../../runtime/inside/action-login.ts';

/** The policy `p` with these rules. */
function policyOf(rules: string): TargetPolicy {
  const text = `policy: p\nrules:\n${rules}`;
  const { value, diagnostics } = compileTarget({ name: 'p.yaml', text }, WORLD, 'auth0-action');
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

const WORLD = { ...EMPTY_WORLD, secrets: ['KEY', 'OTHER'] };

/** What is said of a policy that is to be an Action. */
function refusedOf(rules: string): readonly string[] {
  const text = `policy: p\nrules:\n${rules}`;
  const { diagnostics } = compileTarget({ name: 'p.yaml', text }, WORLD, 'auth0-action');
  return diagnostics.flatMap(({ severity, message }) =>
    severity === 'error' ? [message.split(':')[0] ?? ''] : [],
  );
}

interface Ended {
  readonly outcome: string;
  readonly context: Fields;
  readonly stored: readonly unknown[];
  readonly tokens: readonly unknown[];
  readonly lines: readonly string[];
}

/** Runs the Action of policies in the faithful `api`; `claims`: what the token says with which the login comes back. */
async function runPolicies(
  policies: readonly TargetPolicy[],
  login: { readonly user?: Fields; readonly context?: Fields; readonly claims?: Fields },
): Promise<Ended> {
  const [file] = emitTarget(policies, 'auth0-action');
  const module: { exports: object } = { exports: {} };
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  runInNewContext(file?.text ?? '', { exports: module.exports, console: { log } });
  const user: Fields = { user_id: 'auth0|1', ...login.user };
  const context: Fields = { protocol: 'oidc-basic-profile', idToken: {}, accessToken: {}, ...login.context };
  const stored: unknown[] = [];
  const tokens: unknown[] = [];
  const store = (field: string) => async (_: string, changes: object) => stored.push({ [field]: changes });
  const jwt = {
    sign: (claims: object, secret: string) => `${tokens.push([claims, secret])}`,
    verify: (_: string, secret: string) => {
      if (secret !== 'k3y') throw new Error('signed by somebody else');
      return { sub: 'auth0|1', exp: 1, iat: 1, ...login.claims };
    },
  };
  let outcome = 'failure';
  const done = (error?: Error) => {
    outcome = error === undefined ? 'allow' : `deny: ${error.message}`;
  };
  const users = { updateAppMetadata: store('app'), updateUserMetadata: store('user') };
  const tools = { require: () => jwt, users, global: {}, executedRules: new Set<string>() };
  await runAction(module.exports, user, context, { KEY: 'k3y' }, done, tools).catch(() => undefined);
  return {
    outcome,
    context: JSON.parse(JSON.stringify(context)),
    stored: JSON.parse(JSON.stringify(stored)),
    tokens,
    lines,
  };
}

const run = (rules: string, login: Parameters<typeof runPolicies>[1] = {}) =>
  runPolicies([policyOf(rules)], login);

describe('a policy as an Action', () => {
  it('refuses with the words of the policy', async () => {
    const rules =
      '  - id: r\n    when: request.country is not "DE"\n    then: { deny: Only from Germany. }\n';
    const login = (country_code: string) => ({ context: { request: { geoip: { country_code } } } });
    assert.equal((await run(rules, login('FR'))).outcome, 'deny: Only from Germany.');
    assert.equal((await run(rules, login('DE'))).outcome, 'allow');
    assert.equal((await run(rules)).outcome, 'deny: Only from Germany.');
  });

  it('reads everything that a login says', async () => {
    const names = {
      'app.id': 'clientID',
      'app.metadata.a': 'clientMetadata.a',
      connection: 'connection',
      'connection.strategy': 'connectionStrategy',
      'connection.metadata.a': 'connectionMetadata.a',
      'organization.id': 'organization.id',
      'request.ip': 'request.ip',
      'request.city': 'request.geoip.city_name',
      'request.continent': 'request.geoip.continent_code',
      'request.timezone': 'request.geoip.time_zone',
      'request.user_agent': 'request.userAgent',
      'request.language': 'request.language',
      'request.hostname': 'request.hostname',
      'request.query.a': 'request.query.a',
      'request.body.a': 'request.body.a',
      'risk.level': 'riskAssessment.confidence',
      'session.id': 'sessionID',
      protocol: 'protocol',
      'context.tenant': 'tenant',
    };
    const context: Fields = {};
    const claims = Object.entries(names).map(([name, place], index) => {
      const value =
        name === 'request.ip' ? '203.0.113.7' : name === 'request.hostname' ? 'a.example' : `v${index}`;
      place.split('.').reduce((at: Fields, step, depth, steps) => {
        at[step] = depth === steps.length - 1 ? value : (at[step] ?? {});
        return at[step] as Fields;
      }, context);
      return [`c${index}`, name, value] as const;
    });
    const sets = claims.map(([claim, name]) => `${claim}: = ${name}`).join(', ');
    const ended = await run(`  - id: r\n    then: { set_claims: { ${sets} } }\n`, { context });
    assert.deepEqual(
      ended.context.idToken,
      Object.fromEntries(claims.map(([claim, , value]) => [claim, value])),
    );
  });

  it('reads numbers, lists and moments', async () => {
    const rules =
      '  - id: r\n    then: { set_claims: { n: = login.count, roles: = roles, mfa: = login.used_mfa, at: = login.mfa_at, event: = event } }\n';
    const context = {
      stats: { loginsCount: 3 },
      authorization: { roles: ['a', 'b'] },
      authentication: { methods: [{ name: 'mfa', timestamp: 1_790_000_000 }] },
      request: { query: { prompt: 'none' } },
    };
    assert.deepEqual((await run(rules, { context })).context.idToken, {
      n: 3,
      roles: ['a', 'b'],
      mfa: true,
      at: '2026-09-21T14:13:20Z',
      event: 'silent',
    });
  });

  it('changes scopes as the policy does', async () => {
    const rules = '  - id: r\n    then: { remove_scopes: [email], add_scopes: [read, openid] }\n';
    const ended = await run(rules, { context: { request: { query: { scope: 'openid email' } } } });
    assert.deepEqual(ended.context.accessToken, { scope: ['openid', 'read'] });
  });

  it('demands the second factor that the policy demands', async () => {
    const demandOf = async (demand: string) =>
      (await run(`  - id: r\n    then: { require_mfa: ${demand} }\n`)).context.multifactor;
    assert.deepEqual(await demandOf('{ methods: [totp, sms] }'), {
      provider: 'any',
      methods: ['totp', 'sms'],
      allowRememberBrowser: false,
    });
    assert.deepEqual(await demandOf('{ provider: duo }'), { provider: 'duo', allowRememberBrowser: false });
    assert.deepEqual(await demandOf('{ remember: 30 days }'), {
      provider: 'any',
      allowRememberBrowser: true,
    });
  });

  it('logs a line for each line, whatever a person is called', async () => {
    const rules = '  - id: r\n    then: { log: "= user.name" }\n';
    const { lines } = await run(rules, { user: { name: 'Eve\nr: Ada' } });
    assert.deepEqual(lines, ['r: Eve\\u{a}r: Ada']);
  });

  it('stores metadata, of a refused login only where the policy says so', async () => {
    const effects = 'set_user_metadata: { a: 1 }, set_app_metadata: { b: 2, also_on_deny: yes }';
    const rules = `  - id: m\n    then: { ${effects} }\n  - id: d\n    when: user.blocked\n    then: { deny: No. }\n`;
    assert.deepEqual((await run(rules, { user: { blocked: false } })).stored, [
      { app: { b: '2' } },
      { user: { a: '1' } },
    ]);
    assert.deepEqual((await run(rules, { user: { blocked: true } })).stored, [{ app: { b: '2' } }]);
  });

  it('links accounts', async () => {
    const rules = '  - id: r\n    then: { link_to: = user.app_metadata.primary }\n';
    const { context } = await run(rules, { user: { app_metadata: { primary: 'auth0|2' } } });
    assert.equal(context.primaryUser, 'auth0|2');
  });

  it('writes SAML attributes', async () => {
    const { context } = await run('  - id: r\n    then: { set_claims: { saml: { a: b } } }\n');
    assert.deepEqual(context.samlConfiguration, { mappings: { a: 'saml_attribute_1' } });
  });

  it('runs all policies, one after the other, in one Action', async () => {
    const second = '  - id: s\n    when: user.email is "a@example.com"\n    then: { set_claims: { b: 2 } }\n';
    const policies = [policyOf('  - id: r\n    then: { set_claims: { a: 1 } }\n'), policyOf(second)];
    const ended = await runPolicies(policies, { user: { email: 'a@example.com' } });
    assert.deepEqual(ended.context.idToken, { a: '1', b: '2' });
  });
});

const VISIT =
  '  - id: v\n    for: { event: [login, redirect_resume] }\n    when: returned.accepted is not yes\n    then: { redirect: { to: "https://consent.example.com/terms", with: { version: "7" }, sign_with: KEY }, set_claims: { a: 1 } }\n';

describe('a policy that sends a login on, as an Action', () => {
  it('sends it on with a signed token, and with nothing else', async () => {
    const { context, tokens } = await run(VISIT);
    assert.deepEqual(context.redirect, { url: 'https://consent.example.com/terms?session_token=1' });
    assert.deepEqual(tokens, [[{ version: '7', sub: 'auth0|1' }, 'k3y']]);
    assert.deepEqual(context.idToken, {});
  });

  it('goes on once the site has signed what was wanted', async () => {
    const back = (claims: Fields, query: Fields = { state: 's', session_token: 't' }) =>
      run(VISIT, { claims, context: { protocol: 'redirect-callback', request: { query } } });
    assert.equal((await back({ state: 's', accepted: true })).outcome, 'allow');
    assert.match((await back({ state: 's', accepted: false })).outcome, /^deny: .*not been completed/);
    assert.match((await back({ state: 'other', accepted: true })).outcome, /^deny/);
    assert.match((await back({ state: 's', accepted: true }, { state: 's' })).outcome, /^deny/);
  });

  it('refuses where nobody sits before a browser', async () => {
    const context = { request: { query: { prompt: 'none' } } };
    const always = '  - id: v\n    then: { redirect: "https://consent.example.com/terms" }\n';
    assert.match((await run(always, { context })).outcome, /^deny: .*in the browser/);
    assert.equal((await run(always)).outcome, 'allow');
  });
});

describe('what an Action cannot do', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'set_profile: { name: x }': ['`set_profile` cannot run as an Auth0 Action'],
    'limit_session: { lasts: 1 hour }': ['`limit_session` cannot run as an Auth0 Action'],
    'require_mfa: { remember: 1 hour }': ['`remember` cannot run as an Auth0 Action'],
    'require_mfa: { methods: [totp], remember: 30 days }': ['`remember` cannot run as an Auth0 Action'],
    'require_mfa: { max_age: 1 hour }': ['`max_age` cannot run as an Auth0 Action'],
    'require_mfa: { methods: [passkey] }': ['`passkey` cannot run as an Auth0 Action'],
    'require_mfa: { provider: duo, methods: [totp] }': ['`provider` cannot run as an Auth0 Action'],
    'set_claims: { a: = context.guardian }': ['`context.guardian` cannot run as an Auth0 Action'],
    'count: { name: n, window: 1 hour }': ['`count` cannot run as an Auth0 Action'],
  };
  for (const [effects, expected] of Object.entries(cases)) {
    it(`is refused: ${effects}`, () =>
      assert.deepEqual(refusedOf(`  - id: r\n    then: { ${effects} }\n`), expected));
  }

  it('includes metadata that would be stored before a second factor is given', () => {
    const demand = '  - id: a\n    then: { require_mfa: yes }\n';
    const stores = (more: string) => `${demand}  - id: b\n    then: { set_app_metadata: { a: 1${more} } }\n`;
    assert.deepEqual(refusedOf(stores('')), ['`set_app_metadata` cannot run as an Auth0 Action']);
    assert.deepEqual(refusedOf(stores(', also_on_deny: yes')), []);
  });
});
