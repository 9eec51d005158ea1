import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { projectOf } from '../project-of.ts';
import { describe as describeJudgement, judge, loginOf, openBench, withLaws } from './judge-login.ts';

const LAW = 'missing-facts-never-help';
const STAFF = { user: { email: 'ada@example.com', groups: ['Staff'] }, country: 'KP', ip: '192.0.2.1' };

async function is(expected: string, text: string, login: Readonly<Record<string, unknown>> = STAFF) {
  assert.equal(await judge(LAW, text, login), expected);
}

function rule(effect: string, ...lines: readonly string[]): string {
  return `rules:\n  - id: r\n${lines.map((line) => `    ${line}\n`).join('')}    then: { ${effect} }\n`;
}

describe('the law that missing facts never help', () => {
  it('holds for sentences, whose guards apply in doubt and whose grants do not', async () => {
    await is('held', rule('deny: Sorry', 'when: request.country in ["KP", "IR"]'));
    await is('held', rule('require_mfa: yes', 'unless: request.ip in 10.0.0.0/8'));
    await is('held', rule('set_claims: { a: b }', 'when: user.groups contains "Staff"'));
    await is('held', rule('add_scopes: [admin]', 'when: user.groups contains "Staff"'));
  });

  it('takes a policy at its word that says what it means that fields are missing', async () => {
    await is('held', rule('deny: Sorry', 'when: user.groups exists'));
    await is('held', rule('set_claims: { a: b }', 'unless: user.groups is empty'));
    await is('held', rule('deny: Sorry', 'when: (request.country otherwise "DE") is "KP"'));
    await is(
      'held',
      rule('deny: Sorry', 'when: request.country is "KP"').replace(
        'rules:',
        'assume: { request.country: DE }\nrules:',
      ),
    );
    await is('held', rule('deny: Sorry', 'when: hasKey(user.app_metadata, "vip")'), {
      user: { app_metadata: { vip: true } },
    });
    const known = rule('deny: Sorry', 'when: is_staff otherwise no').replace(
      'rules:',
      'conditions: { is_staff: user.groups contains "Staff" }\nrules:',
    );
    await is('held', known);
  });

  it('takes it at its word for the members of a list, and for lists in them', async () => {
    const identities = [{ provider: 'auth0', user_id: '1', profileData: { email: 'a@b.c' } }];
    await is('held', rule('deny: Sorry', 'when: every i in user.identities where i.provider exists'), {
      user: { identities },
    });
    await is(
      'held',
      rule(
        'deny: Sorry',
        'when: any i in user.identities where (any g in user.groups where (i.profileData.email otherwise g) is "a@b.c")',
      ),
      { user: { identities, groups: ['x'] } },
    );
  });

  it('takes it at its word only where that sentence decides', async () => {
    const project = await projectOf({
      'lintel.yaml': 'pipeline: [policy.yaml, rules/barred.js]',
      'policy.yaml': `policy: p\n${rule('set_claims: { guest: yes }', 'when: user.groups is missing')}`,
      'rules/barred.js': `function (user, context, callback) {
        const isBarred = (user.groups || []).includes('Barred');
        callback(isBarred ? new UnauthorizedError('no') : null, user, context);
      }`,
    });
    await openBench(project, async (bench) => {
      const of = async (...groups: readonly string[]) =>
        describeJudgement(await bench.judge(LAW, loginOf({ user: { groups } })));
      assert.equal(await of('Barred'), 'broken: without `user.groups` it is allowed');
      assert.equal(await of('Staff'), 'held');
    });
  });

  it('compares no values of a claim that several rules set, of which the last counts', async () => {
    const text = `rules:
  - { id: all, then: { set_claims: { roles: [reader, guest] } } }
  - { id: staff, when: user.groups contains "Staff", then: { set_claims: { roles: [reader] } } }
`;
    await is('held', text);
  });

  it('says nothing where a look-up fails, since a grant in doubt asks nobody', async () => {
    const text = `sources: { crm: { url: "https://crm.example.com/people" } }
${rule('set_claims: { plan: = crm.plan }', 'when: user.groups contains "Staff"')}`;
    await is('beside', text);
  });

  it('is about fields of records in lists, and about all that is around a field', async () => {
    const identities = [{ provider: 'github', user_id: '1' }];
    await is('held', rule('deny: Sorry', 'when: any i in user.identities where i.provider is "github"'), {
      user: { identities },
    });
  });

  it('takes it at its word where rules before set the field of the profile that is spoken of', async () => {
    const text = `rules:
  - id: rename
    when: app is "hr"
    then: { set_profile: { nickname: Somebody } }
  - id: nameless
    when: user.nickname exists
    then: { deny: Sorry }
`;
    await is('held', text, { app: 'wiki', user: { nickname: 'ada' } });
  });

  it('is not about logins that lack all that rules read', async () => {
    await is('beside', rule('deny: Sorry', 'when: user.blocked'), { user: {} });
  });

  it('finds a detour in the place of any other refusal', async () => {
    const text = `function (user, context, callback) {
      if (context.request.geoip) return callback(new UnauthorizedError('no'));
      context.redirect = { url: 'https://consent.example.com/' };
      callback(null, user, context);
    }`;
    await is('broken: without `context.request.geoip` it is sent elsewhere first', text);
  });

  it('finds a rule in JavaScript that lets people in of whom it knows less', async () => {
    const text = `function (user, context, callback) {
      const country = context.request.geoip && context.request.geoip.country_code;
      if (country === 'KP') return callback(new UnauthorizedError('no'));
      callback(null, user, context);
    }`;
    await is('broken: without `request.country` it is allowed', text);
  });

  it('finds a second factor that is not asked for, a new claim and a new scope', async () => {
    const body = (statement: string) =>
      `function (user, context, callback) { ${statement} callback(null, user, context); }`;
    await is(
      'broken: without `user.groups` no second factor is asked for',
      body("if ((user.groups || []).length > 0) context.multifactor = { provider: 'any' };"),
    );
    await is(
      'broken: without `user.email` there is a new claim, `guest` in the ID token',
      body('if (!user.email) context.idToken.guest = true;'),
    );
    await is(
      'broken: without `user.email` there is a new scope, `admin`',
      body("if (!user.email) context.accessToken.scope = ['admin'];"),
    );
    await is(
      'broken: without `user.groups` the claim `roles` in the ID token has more in it',
      body("context.idToken.roles = user.groups ? ['reader'] : ['reader', 'admin'];"),
    );
  });

  it('does not take a visit for help that the login was refused for lack of', async () => {
    const terms = rule(
      'redirect: "https://terms.example.com/"',
      'for: { event: [login, redirect_resume] }',
      'unless: user.app_metadata.terms is "7"',
    );
    await is('held', terms, { user: { app_metadata: { terms: '6' } }, event: 'redirect_resume' });
  });

  it('takes a link that is dropped in doubt for no gain', async () => {
    const text = rule('link_to: auth0|1', 'when: user.email_verified');
    await is('held', text, { user: { email_verified: false }, context: { primaryUser: 'auth0|2' } });
  });

  it('finds what only two fields less together bring about', async () => {
    const text = `function (user, context, callback) {
      if (user.email || user.groups) return callback(new UnauthorizedError('no'));
      callback(null, user, context);
    }`;
    await is('broken: without `user.email` and `user.groups` it is allowed', text, {
      user: { email: 'a@b.c', groups: [] },
    });
  });

  it('tries one variant a turn, and each of them at some turn', async () => {
    const text = `function (user, context, callback) {
      callback(user.nickname ? new UnauthorizedError('no') : null, user, context);
    }`;
    await withLaws(text, async ({ law, run }) => {
      const login = loginOf({ user: { nickname: 'a', name: 'b', given_name: 'c' } });
      const judgeAt = async (turn: number) => {
        let runs = 0;
        const counted = (other: typeof login) => {
          runs++;
          return run(other);
        };
        const { kind } = await law(LAW).judge({ login, report: await run(login), run: counted }, turn);
        // What breaks the law is looked at again.
        if (kind === 'held') assert.equal(runs, 1);
        return kind;
      };
      const kinds = [];
      for (let turn = 0; turn < 64; turn++) kinds.push(await judgeAt(turn));
      assert.deepEqual(new Set(kinds), new Set(['held', 'broken']));
    });
  });

  it('is told that it does not apply where no rule depends on a field that may be missing', async () => {
    await withLaws(rule('deny: Sorry'), async ({ law }) => {
      assert.equal(law(LAW).skip, 'no rule depends on a field that may be missing');
    });
  });
});
