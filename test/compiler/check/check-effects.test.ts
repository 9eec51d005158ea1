import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, DEFINITIONS, errorsOf } from './check-harness.ts';

const withEffect = (effect: string, header = ''): string =>
  `policy: p${DEFINITIONS}${header}rules:\n  - id: r\n    then:\n      ${effect}\n`;

function isWrong(effect: string, problem: string): void {
  it(`${effect.replace(/\s+/g, ' ')} is refused`, () =>
    assert.deepEqual(errorsOf(withEffect(effect)), [problem]));
}

function isFine(...effects: readonly string[]): void {
  for (const effect of effects)
    it(`${effect} is accepted`, () => assert.deepEqual(errorsOf(withEffect(effect)), []));
}

describe('deny and log', () => {
  isFine(
    'deny: No',
    'deny: yes',
    'deny: "= user.name"',
    'deny: "= user.app_metadata.reason"',
    'deny: "Hello ${user.name}, ${login.count}"',
    'log: "= user.email"',
  );
  isWrong(
    'deny: = login.count',
    'unfitting-effect-value: `deny` expected text, found number ⟨= login.count⟩',
  );
  isWrong(
    'deny: { log: = user.groups }',
    'unfitting-effect-value: `log` expected text, found list of group ⟨= user.groups⟩',
  );
  isWrong('log: "Hello ${user.nme}"', 'unknown-field: unknown field `user.nme` ⟨user.nme⟩');
});

describe('what has no length', () => {
  isFine('limit_session: { lasts: 1 second, idle: 30 minutes }', 'require_mfa: { max_age: 0 seconds }');
  for (const [effect, key] of [
    ['limit_session: { lasts: 0 hours }', 'lasts'],
    ['limit_session: { idle: 0 hours }', 'idle'],
    ['require_mfa: { remember: 0 hours }', 'remember'],
  ] as const)
    isWrong(effect, `out-of-range: \`${key}\` goes from 1 second up, and this is \`0 hours\` ⟨0 hours⟩`);
  for (const effect of ['deny: ""', 'deny: { message: " " }'])
    it(`${effect} is refused`, () =>
      assert.match(
        errorsOf(withEffect(effect)).join(),
        /^unfitting-value: expected a message, found an empty/,
      ));
});

describe('claims', () => {
  isFine(
    'set_claims: { a: text, b: "= login.count", c: [x, "= user.name"], d: { e: "= now" } }',
    'add_to_claims: { roles: admin }',
    'add_to_claims: { roles: "= lookup user.groups in group_roles", more: "= user.app_metadata.roles" }',
  );
  isWrong(
    'set_claims: { a: = office }',
    'unfitting-effect-value: `a` expected a value, found network ⟨= office⟩',
  );
  isWrong(
    'add_to_claims: { a: = login.count }',
    'unfitting-effect-value: `a` expected text or a list, found number ⟨= login.count⟩',
  );
  for (const effect of [
    'set_claims: { "": x }',
    'add_to_claims: { saml: { "": x } }',
    'remove_claims: [a, ""]',
  ])
    isWrong(effect, 'empty-name: a name has at least one letter ⟨""⟩');
  isWrong('set_claims: { a: [{ " ": x }] }', 'empty-name: a name has at least one letter ⟨" "⟩');
});

describe('scopes', () => {
  isFine(
    'add_scopes: [read, "= user.name"]',
    'limit_scopes: "= scopes"',
    'remove_scopes: "= user.app_metadata.scopes"',
    'add_scopes: "= lookup user.groups in group_roles"',
  );
  isWrong('add_scopes: read write', 'unfitting-value: expected a scope, found `read write` ⟨read write⟩');
  isWrong('limit_scopes: [openid, ""]', 'unfitting-value: expected a scope, found an empty text ⟨""⟩');
  isWrong(
    'add_scopes: = login.count',
    'unfitting-effect-value: `add_scopes` expected a list of texts, found number ⟨= login.count⟩',
  );
  isWrong(
    'add_scopes: [= login.count]',
    'unfitting-effect-value: `add_scopes` expected text, found number ⟨= login.count⟩',
  );
});

describe('set_profile', () => {
  isFine(
    'set_profile: { nickname: = lower(user.nickname), groups: [a, b], email_verified: = yes, family_name: X }',
    'set_profile: { email: "= lower(user.email)" }',
  );
  isWrong(
    'set_profile: { nicknam: x }',
    'unknown-profile-field: unknown field `nicknam` of the profile ⟨nicknam⟩',
  );
  isWrong(
    'set_profile: { user.nickname: x }',
    'unknown-profile-field: unknown field `user.nickname` of the profile ⟨user.nickname⟩',
  );
  isWrong(
    'set_profile: { user_id: x }',
    'unknown-profile-field: `user_id` of the profile cannot be set by a rule ⟨user_id⟩',
  );
  isWrong(
    'set_profile: { app_metadata: { a: b } }',
    'unknown-profile-field: `app_metadata` of the profile cannot be set by a rule ⟨app_metadata⟩',
  );
  isWrong(
    'set_profile: { email_verified: yes }',
    'unfitting-effect-value: `email_verified` expected yes/no, found text ⟨yes⟩',
  );
  isWrong('set_profile: { email: ada }', 'unfitting-value: expected an e-mail address, found `ada` ⟨ada⟩');
  isWrong(
    'set_profile: { groups: = user.name }',
    'unfitting-effect-value: `groups` expected a list of group, found text ⟨= user.name⟩',
  );
  isWrong(
    'set_profile: { nickname: = login.count }',
    'unfitting-effect-value: `nickname` expected text, found number ⟨= login.count⟩',
  );
});

describe('require_mfa and limit_session', () => {
  isFine(
    'require_mfa: yes',
    'require_mfa: { methods: [passkey, totp, recovery-code], remember: 12 hours, max_age: 500 ms }',
    'limit_session: { lasts: 8 hours, idle: 30 minutes }',
  );
  isWrong(
    'require_mfa: { methods: [passkeys] }',
    'unknown-mfa-method: unknown second factor `passkeys` ⟨passkeys⟩',
  );
  isWrong('require_mfa: { remember: 12 }', 'not-a-duration: expected a duration, found `12` ⟨12⟩');
  isWrong('require_mfa: { max_age: soon }', 'not-a-duration: expected a duration, found `soon` ⟨soon⟩');
  isWrong(
    'limit_session: { lasts: 2 months }',
    'not-a-duration: expected a duration, found `2 months` ⟨2 months⟩',
  );
});

describe('effects that do not go together', () => {
  isWrong(
    'deny: No\n      log: a\n      set_claims: { a: b }',
    'effect-after-deny: `log` never happens: `deny` before it ends the login ⟨log⟩',
  );
  isWrong(
    'admit: yes',
    'needless-admit: `admit` changes nothing: this policy lets everybody in whom no rule denies ⟨admit⟩',
  );
  it('warn about a policy that admits nobody', () => {
    assert.deepEqual(errorsOf(withEffect('log: a', 'default: deny\n')), [
      'never-admits: this policy denies by default, and none of its rules admits anybody ⟨deny⟩',
    ]);
    assert.deepEqual(errorsOf(withEffect('admit: yes', 'default: deny\n')), []);
  });
  it('are warnings, not errors', () => {
    const severities = check(withEffect('deny: No\n      log: a')).checked.diagnostics.map(
      ({ severity }) => severity,
    );
    assert.deepEqual(severities, ['warning']);
  });
});
