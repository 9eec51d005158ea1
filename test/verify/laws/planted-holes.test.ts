import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkLaws } from '../../../verify/laws/check-laws.ts';
import { projectOf } from './project-of.ts';

/** Policies with a hole, and the sentence that it breaks. */
const HOLES: readonly (readonly [what: string, rules: string, property: string, head?: string])[] = [
  [
    'a network that only the property names',
    '{ id: r, when: \'toText(request.ip) starts with "192.0.2."\', then: { deny: yes } }',
    '{ name: p, given: request.ip in bad, always: \'outcome is "deny"\' }',
    'networks: { bad: [192.0.2.0/24] }',
  ],
  [
    'a schedule that only the property names',
    '{ id: r, when: weekday(now) is "sunday", then: { deny: yes } }',
    '{ name: p, given: now is during early, always: \'outcome is "deny"\' }',
    'schedules: { early: { from: 03:17, to: 03:18, timezone: Asia/Kathmandu } }',
  ],
  [
    'a list that only the property names',
    '{ id: r, unless: user.email_verified, then: { deny: yes } }',
    '{ name: p, given: user.email in barred, always: \'outcome is "deny"\' }',
    'lists: { barred: { of: email, items: [bob@bad.example] } }',
  ],
  [
    'a claim that the person chooses',
    '{ id: r, then: { set_claims: { plan: = user.user_metadata.plan } } }',
    '{ name: p, never: \'claims.plan is "gold"\' }',
  ],
  [
    'a claim that the person chooses under a condition',
    `{ id: r, when: 'user.groups contains "A" and login.count is 7', then: { set_claims: { plan: = user.user_metadata.plan } } }`,
    '{ name: p, never: \'claims.plan is "gold"\' }',
  ],
  [
    'a claim that is worked out',
    `{ id: r, then: { set_claims: { roles: '= substringAfter(g, "role-") for each g in user.groups where g starts with "role-"' } } }`,
    '{ name: p, never: \'claims.roles contains "admin"\' }',
  ],
  [
    'a claim that is added to',
    '{ id: r, then: { add_to_claims: { roles: = user.user_metadata.role } } }',
    '{ name: p, never: \'claims.roles contains "admin"\' }',
  ],
  [
    'a field of a claim',
    '{ id: r, then: { set_claims: { org: { plan: = user.user_metadata.plan } } } }',
    '{ name: p, never: \'claims.org.plan is "gold"\' }',
  ],
  [
    'a claim by way of the profile',
    `{ id: a, then: { set_profile: { nickname: = user.user_metadata.nick } } }
  - { id: b, then: { set_claims: { nick: = user.nickname } } }`,
    '{ name: p, never: \'claims.nick is "root"\' }',
  ],
  [
    'a claim that is put together',
    "{ id: r, then: { set_claims: { role: '${user.user_metadata.team}-${user.user_metadata.level}' } } }",
    '{ name: p, never: \'claims.role is "ops-admin"\' }',
  ],
  [
    'a claim out of a look-up',
    '{ id: r, then: { set_claims: { plan: = crm.plan } } }',
    '{ name: p, never: \'claims.plan is "gold"\' }',
    'sources: { crm: { url: "https://crm.example.com/people", if_it_fails: continue } }',
  ],
  [
    'minutes',
    '{ id: r, unless: hour(now) is between 8 and 18, then: { deny: yes } }',
    '{ name: p, given: hour(now) is 18 and minute(now) is at least 30, always: \'outcome is "deny"\' }',
    'timezone: Europe/Berlin',
  ],
  [
    'a day of the year',
    '{ id: r, when: month(today) is 4 and day(today) is 1, then: { deny: yes } }',
    '{ name: p, always: \'outcome is "allow"\' }',
  ],
  [
    'a year',
    '{ id: r, when: year(today) is 2031, then: { deny: yes } }',
    '{ name: p, always: \'outcome is "allow"\' }',
  ],
  [
    'a date in a form',
    `{ id: r, unless: 'formatDate(today, "YYYY-MM") is "2027-02"', then: { deny: yes } }`,
    '{ name: p, given: day(today) is 24, always: \'outcome is "deny"\' }',
  ],
  [
    'an age',
    "{ id: r, unless: 'age(toDate(user.user_metadata.birthday), today) is at least 16', then: { deny: yes } }",
    "{ name: p, given: 'age(toDate(user.user_metadata.birthday), today) is less than 18', always: 'outcome is \"deny\"' }",
  ],
  [
    'a last day and a schedule',
    '{ id: r, unless: toDate(user.app_metadata.ends) is at least today and now is during early, then: { deny: yes } }',
    '{ name: p, always: \'outcome is "deny"\' }',
    'schedules: { early: { from: 03:17, to: 03:18, timezone: Asia/Kathmandu } }',
  ],
  [
    'seconds since 1970',
    '{ id: r, unless: fromUnix(user.app_metadata.until) is after now, then: { deny: yes } }',
    '{ name: p, always: \'outcome is "deny"\' }',
  ],
  [
    'a text that is decoded',
    `{ id: r, unless: 'base64Decode(user.app_metadata.code) is "open"', then: { deny: yes } }`,
    '{ name: p, always: \'outcome is "deny"\' }',
  ],
  [
    'two fields of one record beside other records',
    '{ id: r, unless: \'any i in user.identities where i.connection is "corp" and i.provider is "waad"\', then: { deny: yes } }',
    '{ name: p, always: \'outcome is "deny" or (every i in user.identities where i.connection is "corp")\' }',
  ],
  [
    'a field of a record in records',
    '{ id: r, unless: "any i in user.identities where sameEmail(i.profileData.email, user.email)", then: { deny: yes } }',
    '{ name: p, always: \'outcome is "deny"\' }',
  ],
  [
    'lists in lists',
    '{ id: r, unless: \'any o in crm.orders where (any l in o.lines where l.sku is "A1")\', then: { deny: yes } }',
    '{ name: p, always: \'outcome is "deny"\' }',
    'sources: { crm: { url: "https://crm.example.com/people", if_it_fails: continue } }',
  ],
  [
    'letters that only some ways to ignore case take for the same',
    '{ id: r, unless: \'lower(user.username) is "kim"\', then: { deny: yes } }',
    '{ name: p, always: \'outcome is "deny" or user.username matches /^[kK][iI][mM]$/\' }',
  ],
  [
    'private addresses',
    '{ id: r, unless: isPrivateIp(request.ip), then: { deny: yes } }',
    '{ name: p, always: \'outcome is "deny" or request.ip in [10.0.0.0/8, 192.168.0.0/16, 127.0.0.0/8]\' }',
  ],
  [
    'a field of the profile that a rule takes from what the person chooses',
    `{ id: a, then: { set_profile: { email: = user.user_metadata.alias } } }
  - { id: b, unless: user.email.domain is "corp.example", then: { deny: yes } }`,
    '{ name: p, given: not (user.email.domain is "corp.example"), always: \'outcome is "deny"\' }',
  ],
  [
    'a field of the profile that is put together under a condition',
    `{ id: a, when: app is "x", then: { set_profile: { nickname: '\${user.given_name}-\${user.family_name}' } } }
  - { id: b, unless: user.nickname is "Ann-Bell", then: { deny: yes } }`,
    '{ name: p, given: not (user.nickname is "Ann-Bell"), always: \'outcome is "deny"\' }',
  ],
  [
    'an exemption that is too wide and asks for much',
    '{ id: r, when: app is "pay", unless: request.ip in office, then: { deny: yes } }',
    '{ name: p, given: app is "pay" and not (request.ip in office), always: \'outcome is "deny"\' }',
    `networks: { office: [203.0.113.0/24] }
exempt: user.groups contains "BreakGlass" and user.email_verified and login.count is more than 100 and request.country is "IS"`,
  ],
];

/** Rules in JavaScript with a hole. */
const HOLES_IN_JAVASCRIPT: readonly (readonly [what: string, body: string, property: string])[] = [
  [
    'the beginning of an address that is that of others, too',
    "if (((context.request || {}).ip || '').indexOf('10.1') !== 0) context.multifactor = { provider: 'any' };",
    '{ name: p, given: "not (request.ip in [10.1.0.0/16])", always: mfa }',
  ],
  [
    'a claim that the person chooses',
    'const { roles } = user.user_metadata || {}; context.idToken.roles = roles;',
    '{ name: p, never: \'claims.roles contains "admin"\' }',
  ],
  [
    'metadata that becomes claims as a whole',
    'Object.assign(context.idToken, user.user_metadata);',
    '{ name: p, never: \'claims.role is "admin"\' }',
  ],
];

describe('a thousand logins find a hole that comes of', () => {
  for (const [what, rules, property, head = ''] of HOLES) {
    it(what, () =>
      isFound({
        'policy.yaml': `policy: p\n${head}\nrules:\n  - ${rules}\nproperties:\n  - ${property}\n`,
      }),
    );
  }
});

describe('a thousand logins find a hole in JavaScript that comes of', () => {
  for (const [what, body, property] of HOLES_IN_JAVASCRIPT) {
    it(what, () =>
      isFound({
        'lintel.yaml': 'pipeline: [rule.js]\n',
        'rule.js': `function (user, context, callback) {\n${body}\ncallback(null, user, context);\n}`,
        'all.tests.yaml': `properties:\n  - ${property}\n`,
      }),
    );
  }
});

async function isFound(files: Readonly<Record<string, string>>): Promise<void> {
  const { verdicts } = await checkLaws(await projectOf(files), {
    seed: 4,
    time: Number.POSITIVE_INFINITY,
    laws: 'properties',
  });
  assert.deepEqual(
    verdicts.map(({ kind }) => kind),
    ['broken'],
  );
}
