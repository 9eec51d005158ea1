import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkProject } from '../../../project/index.ts';
import { factsOf } from '../../../verify/generate/facts.ts';
import { loginArbitrary } from '../../../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../../../verify/generate/sample-logins.ts';
import { valueAt } from '../../../verify/login/fields.ts';
import type { TimedLogin } from '../../../verify/login/timed-login.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const COUNT = 4000;

const IP = 'context.request.ip';
const COUNTRY = 'context.request.geoip.country_code';
const OFFICE = ['203.0.112.255', '203.0.113.0', '203.0.113.255', '203.0.114.0'];
const OFFICE_6 = [
  '2001:db8:f:ffff:ffff:ffff:ffff:ffff',
  '2001:db8:10::',
  '2001:db8:10:ffff:ffff:ffff:ffff:ffff',
  '2001:db8:11::',
];
const VPN = ['198.51.100.15', '198.51.100.16', '198.51.100.31', '198.51.100.32'];

/** What the policies of the examples turn on, read from them by hand: where, and what has to be seen there. */
const EDGES: Readonly<Record<string, readonly (readonly [field: string, values: readonly unknown[]])[]>> = {
  'country-block': [
    [COUNTRY, ['CU', 'IR', 'KP', 'SY', undefined]],
    ['user.email', ['field.engineer@example.com', undefined]],
  ],
  'email-allowlist': [
    ['user.email', ['ada@partner.example', undefined]],
    ['user.email.domain', ['example.com', 'xn--bcher-kva.example', 'notexample.com']],
    ['user.email_verified', [true, false, undefined]],
  ],
  'group-roles': [['user.groups', ['Engineering', 'Support', 'Management']]],
  'hr-portal': [
    [IP, [...OFFICE, ...OFFICE_6]],
    ['user.groups', ['HR Managers', 'HR Team', 'Payroll', 'IT Admins', 'Contractors']],
    ['user.email', ['ana.auditor@partner.example', 'root@example.com']],
    ['user.email_verified', [true, false, undefined]],
  ],
  'mfa-outside-office': [
    [IP, [...OFFICE, ...OFFICE_6, ...VPN, undefined]],
    ['user.groups', ['Administrators']],
  ],
};

/** Seconds on the clock of a place, and days, that have to be seen; the last Sundays of March and October have other lengths. */
const CLOCKS: readonly (readonly [
  example: string,
  zone: string,
  times: readonly string[],
  days: readonly string[],
])[] = [
  ['hr-portal', 'Europe/Berlin', around('08:00', '19:00'), ['2026-03-29', '2026-10-25']],
  [
    'step-up-by-app',
    'Europe/London',
    around('07:00', '20:00', '18:00', '02:00'),
    ['2026-12-25', '2026-12-26', '2026-03-29', '2026-10-25'],
  ],
];

/** The second before, the second itself and the one after. */
function around(...times: readonly string[]): readonly string[] {
  return times.flatMap((time) =>
    [-1000, 0, 1000].map((by) =>
      new Date(Date.parse(`2026-01-01T${time}:00Z`) + by).toISOString().slice(11, 19),
    ),
  );
}

async function loginsOf(example: string): Promise<readonly TimedLogin[]> {
  const facts = factsOf(await checkProject(join(EXAMPLES, example)));
  return sampleLogins(loginArbitrary(facts), { seed: 11, from: 0, count: COUNT });
}

/** What a field is; of a list each member. */
function valuesAt(login: TimedLogin, field: string): readonly unknown[] {
  const [, domainOf] = /^(.*)\.domain$/.exec(field) ?? [];
  const value = valueAt(login, (domainOf ?? field).split('.'));
  if (domainOf !== undefined) return [String(value).split('@').at(-1)];
  return Array.isArray(value) ? value : [value];
}

/** In all of these fields the language tells nobody from their other spelling. */
function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

describe('the logins for the examples', () => {
  for (const [example, edges] of Object.entries(EDGES)) {
    it(`are on every edge of ${example} and beside it`, async () => {
      const logins = await loginsOf(example);
      const missed = edges.flatMap(([field, values]) => {
        const found = new Set(logins.flatMap((login) => valuesAt(login, field)).map(folded));
        return values.filter((value) => !found.has(folded(value))).map((value) => `${field}: ${value}`);
      });
      assert.deepEqual(missed, []);
    });
  }

  for (const [example, timeZone, times, days] of CLOCKS) {
    it(`are a second before, at and after each edge of the clocks of ${example}`, async () => {
      const clock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      const seen = (await loginsOf(example)).map(({ now }) => clock.format(now).split(' '));
      const found = new Set(seen.flat());
      assert.deepEqual(
        [...times, ...days].filter((one) => !found.has(one)),
        [],
      );
    });
  }

  it('are the age at which step-up-by-app changes its mind, and a second away from it', async () => {
    const logins = await loginsOf('step-up-by-app');
    const ages = new Set(
      logins.map(({ user, now }) => (now - Date.parse(String(valueAt(user, ['last_login'])))) / 1000),
    );
    const year = 365 * 24 * 60 * 60;
    assert.deepEqual(
      [year - 1, year, year + 1].filter((age) => !ages.has(age)),
      [],
    );
  });
});
