import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from './judge-login.ts';

const ADA = {
  app: 'HR',
  country: 'DE',
  user: {
    email: 'Ada@Bücher.example',
    email_verified: true,
    groups: ['HR Managers'],
    app_metadata: { team: 'Blue' },
  },
};

async function is(expected: string, text: string, login: Readonly<Record<string, unknown>> = ADA) {
  assert.equal(await judge('spelling-never-matters', text, login), expected);
}

function when(sentence: string, effect = 'deny: Sorry'): string {
  return `rules:\n  - id: r\n    when: >-\n      ${sentence}\n    then: { ${effect} }\n`;
}

describe('the law that spelling never matters', () => {
  it('holds for what the types of the language compare', async () => {
    await is('held', when('user.email.domain is "bücher.example"'));
    await is('held', when('user.email starts with "ada@"'));
    await is('held', when('user.groups contains "hr managers"'));
    await is('held', when('any of user.groups starts with "hr "'));
    await is('held', when('app is "hr"'));
    await is('held', when('request.country is not in ["DE", "AT"]'));
    await is(
      'held',
      when('user.app_metadata.team in ["blue"] ignoring case or user.groups contains user.app_metadata.team'),
    );
  });

  it('holds where a name is only copied', async () => {
    await is(
      'held',
      'rules:\n  - id: r\n    then: { set_claims: { mail: = user.email, groups: = user.groups } }\n',
    );
  });

  it('finds a pattern for which upper and lower case matter', async () => {
    await is(
      'broken: with `user.email` in upper case, it is allowed, not as before, when it is refused',
      when('user.email matches /^Ada@/'),
    );
    await is('held', when('user.email matches /^ada@/i'));
  });

  it('finds what is worked out of one spelling only', async () => {
    const text =
      'rules:\n  - id: r\n    then: { set_claims: { pseudonym: \'= hash(user.email, "sha256")\' } }\n';
    await is(
      'broken: with `user.email` in upper case, the claim `pseudonym` of the ID token is another',
      text,
    );
  });

  it('lets fields alone that the policy compares exactly', async () => {
    await is('beside', when('user.email is "ada@bücher.example" exactly'));
    await is('beside', when('user.groups contains "HR Managers" exactly'));
    await is('beside', when('user.email in ["a@b.c", "d@e.f"] exactly or user.email ends with "x"'));
    await is('beside', when('any of user.groups is "HR Managers" exactly'));
  });

  it('changes only upper and lower case where the policy ignores only these', async () => {
    await is('held', when('user.email is "ada@bücher.example" ignoring case'));
    await is('held', when('any of user.groups is "HR managers" ignoring case'));
  });

  it('is not about texts, which are what they are', async () => {
    await is('beside', when('user.app_metadata.team is "Blue"'));
  });

  it('finds a rule in JavaScript that compares names as they are', async () => {
    const text = `function (user, context, callback) {
      if (context.clientName === 'HR') context.multifactor = { provider: 'any' };
      callback(null, user, context);
    }`;
    await is(
      'broken: with `app` in lower case, it is allowed, not as before, when a second factor is asked for',
      text,
    );
  });

  it('finds a rule in JavaScript that knows a domain in one form only', async () => {
    const text = `function (user, context, callback) {
      const isKnown = (user.email || '').toLowerCase().normalize('NFC').endsWith('@bücher.example');
      callback(isKnown ? null : new UnauthorizedError('no'), user, context);
    }`;
    await is(
      'broken: with `user.email` in the `xn--` form, it is refused, not as before, when it is allowed',
      text,
    );
  });
});
