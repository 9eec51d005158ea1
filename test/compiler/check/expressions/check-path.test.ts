import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scalar, type Type } from '../../../../stdlib/index.ts';
import { errors, errorsOf, helpFor, policyWithCondition } from '../check-harness.ts';

function isWrong(sentence: string, problem: string, help: string): void {
  it(`${sentence} is refused`, () => assert.deepEqual(errors(sentence), [problem]));
  it(`${sentence} gets help`, () => assert.equal(helpFor(sentence), help));
}

describe('names', () => {
  isWrong('is_staf', 'unknown-name: unknown name `is_staf` ⟨is_staf⟩', 'did you mean `is_staff`?');
  isWrong(
    'request.country is DE',
    'unknown-name: unknown name `DE` ⟨DE⟩',
    'if it is a text, put it in quotes: `"DE"`; if it is a name of yours, define it in this policy',
  );
  const quotes = (name: string): string =>
    `if it is a text, put it in quotes: \`"${name}"\`; if it is a name of yours, define it in this policy`;
  isWrong('user.name is APB', 'unknown-name: unknown name `APB` ⟨APB⟩', quotes('APB'));
  isWrong('weekday(today) is monday', 'unknown-name: unknown name `monday` ⟨monday⟩', quotes('monday'));
  isWrong('APP is "hr"', 'unknown-name: unknown name `APP` ⟨APP⟩', 'did you mean `app`?');
  isWrong(
    'user.name != null',
    'unknown-name: unknown name `null` ⟨null⟩',
    'whether there is a value is asked with `exists` and `is missing`: `user.email exists`',
  );
  isWrong('email is "a@b.c"', 'unknown-name: unknown name `email` ⟨email⟩', 'did you mean `user.email`?');
  isWrong(
    'clientName is "hr"',
    'unknown-name: unknown name `clientName` ⟨clientName⟩',
    'did you mean `app`?',
  );
  isWrong(
    'stats.loginsCount is 3',
    'unknown-name: unknown name `stats.loginsCount` ⟨stats.loginsCount⟩',
    'did you mean `login.count`?',
  );
  isWrong(
    'lower is "x"',
    'wrong-kind-of-name: expected a value, found the function `lower` ⟨lower⟩',
    'write `lower(…)`',
  );
  isWrong(
    'group_roles is "x"',
    'wrong-kind-of-name: expected a value, found the table `group_roles` ⟨group_roles⟩',
    'write `lookup … in group_roles`',
  );
  isWrong(
    'secrets.key is "x"',
    'misplaced-secret: the secret `secrets.key` cannot stand here ⟨secrets.key⟩',
    'secrets stand in the `url`, `headers` and `body` of sources, calls and notifications, by themselves or inside `${…}`; a redirect is signed with the secret that `sign_with` names',
  );
  isWrong(
    'counts.failures is 3',
    'unknown-counter: this policy describes no counter `counts.failures` ⟨counts.failures⟩',
    'describe it where it is counted, under `then` of a rule: `count: { name: failures, per: user.user_id, window: 1 day }`',
  );
});

describe('fields', () => {
  isWrong(
    'user.emial is "x"',
    'unknown-field: unknown field `user.emial` ⟨user.emial⟩',
    'did you mean `user.email`?',
  );
  isWrong(
    'user.metadata.x is "y"',
    'unknown-field: unknown field `user.metadata` ⟨user.metadata⟩',
    'did you mean `user.app_metadata`?',
  );
  isWrong(
    'request.geoip.country_code is "DE"',
    'unknown-field: unknown field `request.geoip` ⟨request.geoip.country_code⟩',
    'did you mean `request.country`?',
  );
  isWrong(
    'user.email.domian is "x"',
    'unknown-field: unknown field `user.email.domian` ⟨user.email.domian⟩',
    'did you mean `user.email.domain`?',
  );
  isWrong(
    'user.identities.connection is "x"',
    'unknown-field: unknown field `user.identities.connection`: `user.identities` is a list ⟨user.identities.connection⟩',
    'ask its members one by one: `any x in user.identities where x.connection is …`',
  );
  isWrong('office.x is "y"', 'unknown-field: unknown field `office.x` ⟨office.x⟩', '`office` has no fields');
  isWrong(
    'login exists',
    'unfinished-name: expected one field of `login`, found all of it ⟨login⟩',
    'write `login.count`, `login.methods`, `login.used_mfa` and `login.mfa_at`',
  );
  isWrong(
    'claims.roles exists',
    'result-only-name: `claims.roles` is known only after the last rule, not inside a rule ⟨claims.roles⟩',
    'tests and properties can ask for it; a rule can look at what comes with the login',
  );
  it('may be names that every object has in JavaScript only where anything may', () => {
    assert.deepEqual(errors('user.app_metadata.constructor exists'), []);
    assert.deepEqual(errors('constructor exists'), [
      'unknown-name: unknown name `constructor` ⟨constructor⟩',
    ]);
    assert.deepEqual(errors('user.toString exists'), [
      'unknown-field: unknown field `user.toString` ⟨user.toString⟩',
    ]);
  });
});

describe('settings', () => {
  isWrong(
    'settings.suport is "x"',
    'unknown-setting: unknown setting `settings.suport` ⟨settings.suport⟩',
    'did you mean `settings.support`?',
  );
  isWrong(
    'settings is "x"',
    'unfinished-name: expected one field of `settings`, found all of it ⟨settings⟩',
    'write `settings.support`, `settings.land` and `settings.domain`',
  );
  it('come from the environment too', () => {
    const text = policyWithCondition('user.name is settings.extra');
    assert.deepEqual(errorsOf(text, { settings: new Map([['extra', 'x']]) }), []);
  });
});

describe('the project’s own schemas', () => {
  const record = (open: boolean): Type => ({
    kind: 'record',
    open,
    fields: new Map([['level', { type: scalar('number'), summary: '' }]]),
  });
  const withSchema = (where: 'user' | 'app_metadata', open: boolean, sentence: string) =>
    errorsOf(policyWithCondition(sentence), { attributes: new Map([[where, record(open)]]) });
  it('give metadata a type', () => {
    assert.deepEqual(withSchema('app_metadata', false, 'user.app_metadata.level is "x"'), [
      'mismatched-types: expected number, found text ⟨"x"⟩',
    ]);
  });
  it('close metadata when they say so', () => {
    assert.deepEqual(withSchema('app_metadata', false, 'user.app_metadata.levle is 3'), [
      'unknown-field: unknown field `user.app_metadata.levle` ⟨user.app_metadata.levle⟩',
    ]);
    assert.deepEqual(withSchema('app_metadata', true, 'user.app_metadata.levle is 3'), []);
  });
  it('add fields to the user', () => {
    assert.deepEqual(withSchema('user', false, 'user.level is 3'), []);
    assert.deepEqual(withSchema('user', false, 'user.levle is 3'), [
      'unknown-field: unknown field `user.levle` ⟨user.levle⟩',
    ]);
  });
});
