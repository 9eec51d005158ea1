import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conditionOf, openEvaluator } from '../../../compiler/index.ts';
import { loginArbitrary } from '../../../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../../../verify/generate/sample-logins.ts';
import { factsWhen } from './facts-of.ts';

/** How often the rule's condition was what, among a thousand logins. */
function answersTo(condition: string, head?: string): Readonly<Record<'yes' | 'no' | 'unknown', number>> {
  const facts = factsWhen(JSON.stringify(condition), head);
  const [core] = facts.cores;
  const [rule] = core?.rules ?? [];
  assert.ok(core !== undefined && rule !== undefined);
  const evaluate = openEvaluator(core);
  const counts = { yes: 0, no: 0, unknown: 0 };
  for (const login of sampleLogins(loginArbitrary(facts), { seed: 1, from: 0, count: 1000 })) {
    const value = evaluate(conditionOf(rule), login);
    counts[value === undefined ? 'unknown' : value === true ? 'yes' : 'no']++;
  }
  return counts;
}

const CONDITIONS: readonly (readonly [what: string, condition: string, head?: string])[] = [
  ['an address', 'user.email is "bob@contractor.example"'],
  ['a domain', 'user.email.domain is "example.org"'],
  ['a domain of other letters', 'user.email.domain is "bücher.example"'],
  ['the end of an address', 'user.email ends with ".gov.example"'],
  ['a pattern', 'user.email matches /^[a-z]+[.][a-z]+@(alpha|beta)\\.example$/'],
  ['a pattern without anchors', 'user.nickname matches /adm[0-9]{3}/'],
  ['a text with wildcards', 'user.name like "Dr*House?"'],
  ['a member of a list', 'user.groups contains "Payroll"'],
  ['several members', 'user.groups contains all of ["A", "B", "C"] and not user.groups contains "D"'],
  ['every member', 'all of user.groups starts with "hr-" and size(user.groups) is more than 3'],
  ['a number', 'login.count is between 17 and 18'],
  ['the length of a text', 'length(user.name) is 37'],
  ['a remainder', 'login.count mod 7 is 3'],
  ['an age of days', 'user.created_at is within the last 3 days'],
  [
    'a window of ages',
    'user.last_login is older than 30 days and user.last_login is within the last 31 days',
  ],
  ['an instant', 'user.created_at is before 2020-02-29T12:00:00Z'],
  ['the age of a second factor', 'login.mfa_at is within the last 5 minutes'],
  ['a second factor', 'login.used_mfa and event is "refresh"'],
  ['scopes', 'scopes contains "admin:write" and not scopes contains "openid"'],
  ['a network', 'request.ip in 192.0.2.128/25'],
  ['a network of version 6', 'request.ip in 2001:db8:40::/42 and not request.ip in 2001:db8:40::/48'],
  ['a private address', 'isPrivateIp(request.ip)'],
  ['a day of the week', 'weekday(now) is "sunday" and hour(now) is 23'],
  ['a date', 'today is 2026-12-24', 'timezone: Europe/Berlin'],
  [
    'a schedule',
    'now is during s',
    'schedules: { s: { days: sat-sun, from: 22:00, to: 02:00, timezone: Europe/Berlin } }',
  ],
  ['two fields', 'user.user_metadata.backup is user.email'],
  ['a list and a field', 'user.app_metadata.countries contains request.country'],
  ['records', 'any i in user.identities where i.provider is "github" and i.isSocial'],
  ['counted records', '(count of i in user.identities where i.provider is "github") is 2'],
  [
    'a table',
    'lookup user.groups in t contains "boss"',
    'tables: { t: { from: group, to: list of role, rows: { G1: [boss], G2: [clerk] } } }',
  ],
  ['what is not there', 'user.phone_number is missing and user.username exists'],
  ['a choice', 'if user.blocked then (login.count > 5) else (login.count > 50)'],
  ['another value', '(user.app_metadata.vip otherwise user.blocked)'],
  ['an application', 'app is "hr"'],
  ['an open attribute', 'user.app_metadata.plan is "gold" and user.app_metadata.seats is at least 12'],
  ['a part of a text', 'substringAfter(user.user_id, "|") is "42"'],
];

describe('the logins for a condition', () => {
  for (const [what, condition, head] of CONDITIONS) {
    it(`fulfil it and do not, where it asks for ${what}`, () => {
      const { yes, no } = answersTo(condition, head);
      assert.ok(yes >= 20 && no >= 20, `${yes} yes, ${no} no`);
    });
  }

  it('cannot tell, where a field is missing', () => {
    assert.ok(answersTo('user.email.domain is "example.org"').unknown >= 20);
  });
});
