import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errors, errorsInValue, typeOf, typesIn } from '../check-harness.ts';

/** Each sentence has the type. */
function hasTypes(table: Readonly<Record<string, string>>): void {
  for (const [sentence, type] of Object.entries(table))
    it(`${sentence} is ${type}`, () => assert.equal(typeOf(sentence), type));
}

/** Each sentence is wrong in one way. */
function isWrong(table: Readonly<Record<string, string>>): void {
  for (const [sentence, problem] of Object.entries(table)) {
    it(`${sentence} is refused`, () => assert.deepEqual(errors(sentence), [problem]));
  }
}

describe('the type of a sentence', () => {
  hasTypes({
    '"x"': 'text',
    '3': 'number',
    '12 hours': 'duration',
    '2026-12-24': 'date',
    '08:00': 'time',
    '2026-11-22T12:00:00Z': 'instant',
    '203.0.113.7': 'ip',
    yes: 'yes/no',
    'user.email': 'email',
    'user.email.domain': 'domain',
    'user.email.local': 'text',
    'user.groups': 'list of group',
    'user.identities': 'list of record',
    'user.app_metadata.plan': 'any value',
    'user.app_metadata["cost centre"].name': 'any value',
    'context.request.geoip.country_code': 'any value',
    app: 'app',
    'app.id': 'text',
    event: 'text',
    now: 'instant',
    today: 'date',
    staff: 'list of email',
    words: 'list of text',
    is_staff: 'yes/no',
    'settings.support': 'text',
    '["a", "b"]': 'list of text',
    '["ana@example.com", user.email]': 'list of email',
    '[user.email, user.name]': 'list of text',
    '[]': 'list of any value',
    'user.name otherwise "nobody"': 'text',
    'user.name otherwise user.email': 'text',
    'user.app_metadata.level otherwise 1': 'number',
    'user.app_metadata.a otherwise user.app_metadata.b': 'any value',
    'if is_staff then "staff" else "guest"': 'text',
    'lookup user.groups in group_roles': 'list of role',
    'lookup "HR Team" in group_roles': 'list of role',
    'lookup request.country in country_names': 'text',
    'lookup ["DE", "FR"] in country_names': 'list of text',
    'count of g in user.groups where g starts with "admin"': 'number',
    'any x in user.identities where x.connection is "google"': 'yes/no',
    'x.connection for each x in user.identities': 'list of connection',
    'x.profileData.name for each x in user.identities where x.isSocial': 'list of any value',
    'x for each x in user.app_metadata.teams': 'list of any value',
    '"${user.name} in ${request.country} at ${now}, ${login.count} times"': 'text',
    'login.count + 1': 'number',
    'login.count mod 2': 'number',
    'now - user.created_at': 'duration',
    'now - 7 days': 'instant',
    'today - 7 days': 'instant',
    '7 days + now': 'instant',
    '2 * 7 days': 'duration',
    '7 days / 2': 'duration',
    '7 days / 1 hours': 'number',
    'user.app_metadata.start + 7 days': 'instant',
    'user.app_metadata.seats * 2': 'number',
    'user.app_metadata.a - user.app_metadata.b': 'number',
    'now - user.app_metadata.start': 'duration',
  });
});

describe('what an open field or a literal becomes', () => {
  const uses = (sentence: string, part: string, type: string): void => {
    it(`${part} in ${sentence} is ${type}`, () => assert.equal(typesIn(sentence).get(part), type));
  };
  uses('request.country is "DE"', '"DE"', 'country');
  uses('request.country in ["DE", "FR"]', '["DE", "FR"]', 'list of country');
  uses('request.country in ["DE", "FR"]', '"FR"', 'country');
  uses('"DE" is request.country', '"DE"', 'country');
  uses('user.app_metadata.plan is "gold"', 'user.app_metadata.plan', 'text');
  uses('user.app_metadata.level is 3', 'user.app_metadata.level', 'number');
  uses('user.app_metadata.level is more than 3', 'user.app_metadata.level', 'number');
  uses('user.app_metadata.level is between 1 and 3', 'user.app_metadata.level', 'number');
  uses('user.app_metadata.blocked', 'user.app_metadata.blocked', 'yes/no');
  uses('not user.app_metadata.blocked', 'user.app_metadata.blocked', 'yes/no');
  uses('user.app_metadata.blocked is yes', 'user.app_metadata.blocked', 'yes/no');
  uses('user.app_metadata.email is user.email', 'user.app_metadata.email', 'email');
  uses('user.app_metadata.teams contains "x"', 'user.app_metadata.teams', 'list of text');
  uses('user.app_metadata.teams contains any of user.groups', 'user.app_metadata.teams', 'list of group');
  uses('user.groups contains any of user.app_metadata.teams', 'user.app_metadata.teams', 'list of group');
  uses('user.email in user.app_metadata.friends', 'user.app_metadata.friends', 'list of email');
  uses('any of user.app_metadata.tags starts with "x"', 'user.app_metadata.tags', 'list of text');
  uses('user.app_metadata.seen is older than 7 days', 'user.app_metadata.seen', 'instant');
  uses('user.app_metadata.seen during working_hours', 'user.app_metadata.seen', 'instant');
  uses('user.app_metadata.ip in office', 'user.app_metadata.ip', 'ip');
  uses('user.app_metadata.day is before 2026-12-24', 'user.app_metadata.day', 'date');
  uses('user.app_metadata.a is user.app_metadata.b', 'user.app_metadata.a', 'any value');
  uses('user.groups contains "HR"', '"HR"', 'group');
  uses('user.email starts with "Ada"', '"Ada"', 'email');
  uses('user.email.domain is settings.domain', 'settings.domain', 'domain');
  uses('(user.app_metadata.land otherwise "DE") is request.country', 'user.app_metadata.land', 'country');
  uses('(user.app_metadata.land otherwise "DE") is request.country', '"DE"', 'country');
  uses('(if is_staff then "DE" else "FR") is request.country', '"FR"', 'country');
  uses(
    'user.groups contains any of (user.app_metadata.teams otherwise [])',
    'user.app_metadata.teams',
    'list of group',
  );
  uses('any x in user.app_metadata.teams where x is "a"', 'x', 'text');
  uses('lookup user.app_metadata.team in group_roles contains "a"', 'user.app_metadata.team', 'group');
  uses('user.created_at is after 2026-01-01', '2026-01-01', 'date');
  uses('today is before user.created_at', 'today', 'date');
});

describe('what is not a condition', () => {
  isWrong({
    'user.email': 'not-a-condition: expected a yes/no sentence, found email ⟨user.email⟩',
    'user.email_verified and user.groups':
      'not-a-condition: expected a yes/no sentence, found list of group ⟨user.groups⟩',
    'not login.count': 'not-a-condition: expected a yes/no sentence, found number ⟨login.count⟩',
    office: 'not-a-condition: expected a yes/no sentence, found network ⟨office⟩',
    'any x in user.groups where x': 'not-a-condition: expected a yes/no sentence, found group ⟨x⟩',
  });
});

describe('values of which one is used', () => {
  isWrong({
    '(user.app_metadata.level otherwise login.count otherwise user.email) is 3':
      'mixed-types: expected number, found email ⟨user.email⟩',
    'login.count in [1, "two"]': 'mixed-types: expected number, found text ⟨"two"⟩',
    '(if is_staff then 1 else "x") is 1': 'mixed-types: expected number, found text ⟨"x"⟩',
  });
});

describe('lists that are gone through', () => {
  isWrong({
    'any x in user.email where x is "a"':
      'list-expected: `in` behind `x` expected a list, found email ⟨user.email⟩',
    'any of user.email is "ana@example.com"':
      'list-expected: `any of` expected a list, found email ⟨user.email⟩',
    'any now in user.groups where now is "a"':
      'name-taken: the name `now` is already a name of the login ⟨now⟩',
    'any lower in user.groups where lower is "a"':
      'name-taken: the name `lower` is already a function ⟨lower⟩',
    'any office in user.groups where office is "a"':
      'name-taken: the name `office` is already a network ⟨office⟩',
    'any a in user.groups where any a in roles where a is "x"':
      'name-taken: the name `a` is already a variable of this sentence ⟨a⟩',
    'any a in user.identities where any b in user.groups where any c in roles where c is "admin"':
      'quantifier-too-deep: this goes through a list inside a list inside a list ⟨c in roles⟩',
    'any x in user.identities where x.conection is "a"':
      'unknown-field: unknown field `x.conection` ⟨x.conection⟩',
  });
});

describe('texts with values in them', () => {
  const wrong = (sentence: string, problem: string): void => {
    it(`${sentence} is refused`, () => assert.deepEqual(errorsInValue(sentence), [problem]));
  };
  wrong(
    '"in ${user.groups}"',
    'not-joinable: expected a value that can stand in a text, found list of group ⟨user.groups⟩',
  );
  wrong('"in ${office}"', 'not-joinable: expected a value that can stand in a text, found network ⟨office⟩');
  wrong('user.name + "x"', 'text-added: `+` adds numbers and durations, found text ⟨user.name + "x"⟩');
});

describe('sums', () => {
  isWrong({
    'user.created_at + 30 is before now':
      'unfitting-arithmetic: `+` does not work between instant and number ⟨user.created_at + 30⟩',
    '7 days + 1 is 8 days':
      'unfitting-arithmetic: `+` does not work between duration and number ⟨7 days + 1⟩',
    'login.count * user.email is 3':
      'unfitting-arithmetic: `*` does not work between number and email ⟨login.count * user.email⟩',
    'login.count * user.emial is 3': 'unknown-field: unknown field `user.emial` ⟨user.emial⟩',
  });
});
