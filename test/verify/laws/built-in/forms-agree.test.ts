import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describe as inWords, loginOf, openBench, withLaws } from './judge-login.ts';

const POLICY = `
rules:
  - id: staff
    unless: user.email.domain is "example.com"
    then: { deny: Only staff }
  - id: mail
    then: { set_claims: { mail: = user.email }, require_mfa: { methods: [totp] }, limit_scopes: [openid] }
`;
const OTHER = POLICY.replace('mail: = user.email', 'mail: nobody').replace('Only staff', 'Others only');

const INSIDE = loginOf({ user: { email: 'ada@example.com' }, scopes: 'openid write' });
const OUTSIDE = loginOf({ user: { email: 'eve@evil.test' } });

describe('the law that forms agree', () => {
  it('holds for fast form, traced form and meaning', async () => {
    await withLaws(POLICY, async ({ judge }) => {
      assert.equal(inWords(await judge('forms-agree', INSIDE)), 'held');
      assert.equal(inWords(await judge('forms-agree', OUTSIDE)), 'held');
    });
  });

  it('finds a fast form that differs from the traced one, and blames Lintel', async () => {
    await withLaws(POLICY, async ({ judge, run }) => {
      const report = { ...(await run(OUTSIDE)), outcome: 'allow' } as const;
      assert.equal(
        inWords(await judge('forms-agree', OUTSIDE, report)),
        'fault: in the traced form it is refused, not as before, when it is allowed',
      );
    });
  });

  it('finds emitted rules that do not do what the sentences mean', async () => {
    await withLaws(OTHER, ({ project: other }) =>
      withLaws(POLICY, ({ project }) =>
        openBench({ ...project, cores: other.cores }, async ({ judge }) => {
          assert.equal(
            inWords(await judge('forms-agree', INSIDE)),
            'fault: read off its sentences in this process, what is granted is another',
          );
          assert.equal(
            inWords(await judge('forms-agree', OUTSIDE)),
            'fault: read off its sentences in this process, it gives another message or code',
          );
        }),
      ),
    );
  });
});
