import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../../runtime/index.ts';
import { BASE_MOMENT } from '../../../verify/generate/base-moment.ts';
import type { Judgement, Law } from '../../../verify/laws/law.ts';
import { propertyLaws } from '../../../verify/laws/property-laws.ts';
import { projectOf } from './project-of.ts';

const RULES = 'policy: p\nrules: [{ id: r, then: { log: seen } }]\n';

async function lawOf(lines: string): Promise<Law> {
  const project = await projectOf({ 'policy.yaml': `${RULES}properties:\n  - name: A law\n${lines}` });
  const [law] = propertyLaws(project);
  assert.ok(law !== undefined);
  return law;
}

function runOf(found: Partial<Report>, user: object = {}) {
  const granted = { scopes: [], idToken: {}, accessToken: {}, saml: {}, multifactor: null };
  const report = { outcome: 'allow', by: null, ...granted, ...found } as unknown as Report;
  return { login: { user: { ...user }, context: {}, now: BASE_MOMENT }, report, run: async () => report };
}

async function judge(lines: string, found: Partial<Report>, user: object = {}): Promise<Judgement> {
  return (await lawOf(lines)).judge(runOf(found, user), 0);
}

async function demand(lines: string, found: Partial<Report>): Promise<unknown> {
  return (await lawOf(lines)).demand?.(runOf(found));
}

const DEMAND = {
  multifactor: { by: 'r', provider: 'any', allowRememberBrowser: false },
} as unknown as Partial<Report>;

describe('a law of an author', () => {
  it('is not about logins for which its condition is no, or cannot be told', async () => {
    const lines = '    given: user.email_verified\n    never: outcome is "allow"\n';
    assert.equal((await judge(lines, {}, { email_verified: false })).kind, 'beside');
    assert.equal((await judge(lines, {})).kind, 'beside');
    assert.equal((await judge(lines, {}, { email_verified: true })).kind, 'broken');
  });

  it('with always is broken by no, and when nobody can tell', async () => {
    const lines = '    always: user.email_verified\n';
    assert.equal((await judge(lines, {}, { email_verified: true })).kind, 'held');
    assert.deepEqual(await judge(lines, {}, { email_verified: false }), {
      kind: 'broken',
      why: 'it is not so that `user.email_verified`',
      other: null,
      isFault: false,
    });
    const doubt = await judge(lines, {});
    assert.equal(
      doubt.kind === 'broken' && doubt.why,
      'nobody can tell whether it is so that `user.email_verified`',
    );
  });

  it('with never is broken by yes alone', async () => {
    const lines = '    never: user.blocked\n';
    assert.equal((await judge(lines, {}, { blocked: true })).kind, 'broken');
    assert.equal((await judge(lines, {})).kind, 'held');
  });

  it('can be about the result', async () => {
    const lines = '    given: mfa\n    never: by is "r" and scopes contains "admin"\n';
    assert.equal((await judge(lines, { by: 'r', scopes: ['admin'] })).kind, 'beside');
    assert.equal((await judge(lines, { by: 'r', scopes: ['admin'], ...DEMAND })).kind, 'broken');
    assert.equal((await judge(lines, { by: 'r', scopes: ['openid'], ...DEMAND })).kind, 'held');
  });

  it('has to hold in every token that carries claims', async () => {
    const lines = '    never: claims.roles contains "admin"\n';
    const admin = { roles: ['admin'] };
    assert.equal((await judge(lines, { idToken: admin })).kind, 'broken');
    assert.equal((await judge(lines, { idToken: { roles: [] }, saml: admin })).kind, 'broken');
    const found = await judge(lines, { accessToken: admin });
    assert.match(found.kind === 'broken' ? found.why : '', /in the access token$/);
  });

  it('about a claim says nothing of a token without any, unless no token has one', async () => {
    const lines = '    always: claims.tenant is "acme"\n';
    assert.equal((await judge(lines, { idToken: { tenant: 'acme' } })).kind, 'held');
    assert.equal(
      (await judge(lines, { idToken: { tenant: 'acme' }, accessToken: { plan: 'x' } })).kind,
      'broken',
    );
    assert.equal((await judge(lines, {})).kind, 'broken');
  });

  it('takes a login that fails for refused, unless it names failures itself', async () => {
    const failed = { outcome: 'failure', by: 'r' } as const;
    const kind = async (lines: string) => (await judge(`    ${lines}\n`, failed)).kind;
    assert.equal(await kind('always: mfa or outcome is "deny"'), 'held');
    assert.equal(await kind('always: outcome is "allow"'), 'broken');
    assert.equal(await kind('never: outcome is "deny"'), 'broken');
    assert.equal(await kind('never: outcome is "failure"'), 'broken');
    assert.equal(await kind('always: outcome in ["deny", "failure"]'), 'held');
    assert.equal(await kind('always: outcome is not "failure" or mfa'), 'broken');
    assert.equal(await kind('given: outcome is "failure"\n    always: outcome is "deny"'), 'broken');
  });

  it('says where it stands, what it says, and why it is skipped', async () => {
    const law = await lawOf('    given: mfa\n    always: outcome is "deny"\n    skip: until spring\n');
    assert.equal(law.summary, 'given mfa, always outcome is "deny"');
    assert.equal(law.skip, 'until spring');
    assert.equal(law.place?.source.name, 'policy.yaml');
  });
});

describe('what a broken law demands of a login', () => {
  it('is the other outcome', async () => {
    assert.deepEqual(await demand('    never: outcome is "allow"\n', {}), { outcome: 'deny' });
    assert.deepEqual(await demand('    always: outcome is "allow"\n', { outcome: 'deny' }), {
      outcome: 'allow',
    });
    assert.deepEqual(
      await demand('    given: outcome is not "deny"\n    always: user.email_verified\n', {}),
      {
        outcome: 'deny',
      },
    );
  });

  it('is a second factor rather than a refusal', async () => {
    assert.deepEqual(await demand('    always: outcome is "deny" or mfa\n', {}), { mfa: 'required' });
    assert.deepEqual(await demand('    never: mfa\n', { outcome: 'challenge', ...DEMAND }), {
      mfa: 'not required',
    });
  });

  it('is the claim without what it must not hold, or with what it must', async () => {
    const never = '    never: claims.roles contains "admin"\n';
    assert.deepEqual(await demand(never, { idToken: { roles: ['admin', 'user'] } }), {
      claims: { roles: ['user'] },
    });
    assert.deepEqual(await demand(never, { idToken: { roles: ['admin'] } }), { not_claims: ['roles'] });
    assert.deepEqual(await demand('    always: claims.tenant is "acme"\n', { idToken: { tenant: 'x' } }), {
      claims: { tenant: 'acme' },
    });
  });

  it('is the scopes without the one too many', async () => {
    const found = { scopes: ['openid', 'admin'] };
    assert.deepEqual(await demand('    never: scopes contains "admin"\n', found), { scopes: ['openid'] });
  });

  it('is nothing that can be said where only the login is wrong', async () => {
    assert.equal(await demand('    always: user.email_verified\n', {}), null);
  });
});
