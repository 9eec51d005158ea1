import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProject } from '../../../../project/index.ts';
import { inFolder } from '../../../project/project-folder.ts';
import { describe as inWords, loginOf, openBench, withLaws } from './judge-login.ts';

const POLICY = `
networks: { office: [10.0.0.0/8] }
rules:
  - id: staff
    unless: user.email.domain is "example.com"
    then: { deny: { message: 'Only staff, not \${user.email}', code: outsider } }
  - id: mail
    unless: request.ip in office
    then: { set_claims: { mail: = user.email }, require_mfa: { methods: [totp], remember: 1 hour }, limit_scopes: [openid] }
`;

const LOGINS = [
  loginOf({ user: { email: 'ada@example.com' }, scopes: 'openid write', ip: '10.1.1.1' }),
  loginOf({ user: { email: 'ada@example.com' }, scopes: 'openid write' }),
  loginOf({ user: { email: 'eve@evil.test' } }),
  loginOf({}),
];

describe('the law that targets agree', () => {
  it('holds for every target', async () => {
    await withLaws(POLICY, async ({ judge }) => {
      for (const login of LOGINS) assert.equal(inWords(await judge('targets-agree', login)), 'held');
    });
  });

  it('holds for patterns, whose package the programs require', async () => {
    const text = 'rules:\n  - id: r\n    when: user.email matches /^ADA@/i\n    then: { deny: Sorry }\n';
    await withLaws(text, async ({ judge, run }) => {
      const [login] = LOGINS;
      assert.ok(login !== undefined);
      assert.equal((await run(login)).outcome, 'deny');
      assert.equal(inWords(await judge('targets-agree', login)), 'held');
    });
  });

  it('holds for what lasts and for visits, as far as a target can do them', async () => {
    const text = `rules:
  - id: link
    then: { link_to: = user.app_metadata.primary }
  - id: keep
    then: { set_app_metadata: { country: = request.country }, set_user_metadata: { seen: yes, also_on_deny: yes } }
  - id: visit
    for: { event: [login, redirect_resume] }
    when: user.email_verified is no and not (returned.ok is yes)
    then: { redirect: "https://consent.example.com/terms?who=\${user.email}" }
  - id: blocked
    when: user.blocked is yes
    then: { deny: Blocked. }
`;
    await withLaws(text, async ({ project, judge, run }) => {
      assert.deepEqual(project.targets, ['auth0-action']);
      const user = { user_id: 'auth0|1', email: 'ada@example.com', email_verified: true, blocked: false };
      const outcomes = [];
      for (const change of [
        {},
        { blocked: true },
        { email_verified: false },
        { app_metadata: { primary: 'auth0|2' } },
      ]) {
        const login = loginOf({ user: { ...user, ...change }, country: 'DE' });
        outcomes.push((await run(login)).outcome);
        assert.equal(inWords(await judge('targets-agree', login)), 'held');
      }
      assert.deepEqual(outcomes, ['allow', 'deny', 'redirect', 'allow']);
    });
  });

  it('holds for visits that take something along, whoever has the secret', async () => {
    const text = `rules:
  - id: visit
    for: { event: [login, redirect_resume] }
    unless: user.email_verified
    then: { redirect: { to: "https://consent.example.com/terms", with: { version: "7" }, sign_with: KEY } }
`;
    const settings = 'pipeline: [policy.yaml]\nsecrets: [KEY]\n';
    await inFolder({ 'policy.yaml': `policy: p\n${text}`, 'lintel.yaml': settings }, async (root) =>
      openBench(await checkProject(root), async ({ project, judge, run }) => {
        assert.deepEqual(project.targets, ['auth0-action']);
        const login = loginOf({ user: { user_id: 'auth0|1', email_verified: false } });
        assert.equal((await run(login)).outcome, 'redirect');
        assert.equal(inWords(await judge('targets-agree', login)), 'held');
      }),
    );
  });

  it('holds for logins that fail, which programs for other places refuse', async () => {
    const head = 'rules:\n  - id: r\n    when: user.email exists\n    then: ';
    await withLaws(`${head}{ redirect: "https://a.example.com/\${user.name}" }`, async ({ judge, run }) => {
      const login = loginOf({ user: { user_id: 'auth0|1', email: 'ada@example.com' } });
      assert.equal((await run(login)).outcome, 'failure');
      assert.equal(inWords(await judge('targets-agree', login)), 'held');
    });
  });

  it('does not apply where no target can do what the policies say', async () => {
    const text = 'rules:\n  - id: r\n    then: { count: { name: n, window: 1 hour } }\n';
    await withLaws(text, async ({ law }) => {
      assert.equal(law('targets-agree').skip, 'no target can do all that the policies say');
    });
  });

  it('holds at the last moment before a clock turns, since that of a program goes on', async () => {
    const text = `rules:
  - id: old
    when: user.last_password_reset is older than 90 days
    then: { deny: Too old }
  - id: at
    then: { set_claims: { at: = now } }
`;
    await withLaws(text, async ({ judge, run }) => {
      const at = { at: '2026-11-25T12:00:00Z', user: { last_password_reset: '2026-08-27T12:00:00Z' } };
      const login = loginOf(at);
      assert.equal((await run(login)).outcome, 'allow');
      assert.equal(inWords(await judge('targets-agree', login)), 'held');
    });
  });

  it('finds a program that decides otherwise, and blames Lintel', async () => {
    await withLaws(POLICY, async ({ law, run }) => {
      const [, inside] = LOGINS;
      assert.ok(inside !== undefined);
      const other: typeof run = async (login) => ({ ...(await run(login)), scopes: ['write'] });
      const judgement = await law('targets-agree').judge(
        { login: inside, report: await other(inside), run: other },
        null,
      );
      assert.equal(
        inWords(judgement),
        'fault: compiled to `standalone`, the scopes are `openid`, not `write`',
      );
    });
  });

  it('looks at one login in a while, since programs are slow', async () => {
    await withLaws(POLICY, async ({ law, run }) => {
      const [login] = LOGINS;
      assert.ok(login !== undefined);
      const report = await run(login);
      const kinds = [];
      for (let turn = 0; turn < 32; turn++)
        kinds.push((await law('targets-agree').judge({ login, report, run }, turn)).kind);
      assert.deepEqual(kinds.filter((kind) => kind === 'held').length, 2);
    });
  });

  it('is told that it does not apply to rules in JavaScript', async () => {
    await withLaws(
      'function (user, context, callback) { callback(null, user, context); }',
      async ({ law }) => {
        assert.equal(law('targets-agree').skip, 'rules in JavaScript are not compiled');
      },
    );
  });
});
