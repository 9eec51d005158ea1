import type { Source } from '../../grammar/index.ts';
import {
  APPS,
  type App,
  BLOCKED,
  COST_CENTRES,
  DEPARTMENTS,
  DOMAINS,
  MACHINES,
  OLD_BROWSERS,
  PARTNERS,
  PROGRAMS,
  REGIONS,
  SCHEDULES,
} from './apps.ts';

/** The policy of a hundred rules: ten for everybody, four for each of twenty applications, ten for everybody. */
export function makeHundredRules(): Source {
  const text = `${HEAD}
schedules:
${Object.entries(SCHEDULES)
  .map(([name, { zone, days, from, to }]) => {
    const last = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][days - 1];
    return `  ${name}: { days: mon-${last}, from: ${clock(from)}, to: ${clock(to)}, timezone: ${zone} }`;
  })
  .join('\n')}
tables:
${table('departments', 'text', DEPARTMENTS)}
${table('cost_centres', 'text', COST_CENTRES)}
${table('regions', 'text', REGIONS, 'country')}
${APPS.map(({ name, roles }) =>
  table(
    `${name}_roles`,
    'list of role',
    roles.map(([group, given]) => [group, `[${given.join(', ')}]`]),
    'group',
  ),
).join('\n')}
rules:
${FIRST}${APPS.map(rulesOf).join('')}${LAST}`;
  return { name: 'hundred-rules.yaml', text };
}

/** The files that it names. */
export const FILES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['partners.csv', PARTNERS.map((partner) => [partner])],
]);

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

function table(
  name: string,
  to: string,
  rows: readonly (readonly [string, string])[],
  from = 'text',
): string {
  const lines = rows.map(([key, value]) => `      ${key}: ${value}`);
  return `  ${name}:\n    from: ${from}\n    to: ${to}\n    rows:\n${lines.join('\n')}`;
}

function rulesOf({ name, members, open, whenClosed, pattern, whenStrange }: App): string {
  const effect = (kind: 'deny' | 'mfa', message: string) =>
    kind === 'deny' ? `{ deny: ${message} }` : '{ require_mfa: yes }';
  return `
  - id: ${name}-members
    name: Members use ${name}
    for: { app: ${name} }
    unless: user.groups contains any of ${JSON.stringify(members)}
    then: { deny: You are not a member of ${name} }
  - id: ${name}-hours
    name: The hours of ${name}
    for: { app: ${name} }
    when: now is outside ${open}
    unless: user.groups contains "on-call"
    then: ${effect(whenClosed, `${name} is closed`)}
  - id: ${name}-names
    name: User names of ${name}
    for: { app: ${name} }
    unless: user.username matches /${pattern}/
    then: ${effect(whenStrange, `Your user name is not one of ${name}`)}
  - id: ${name}-roles
    name: Roles in ${name}
    for: { app: ${name} }
    then:
      set_claims:
        id_token: { https://acme.example/roles: = lookup user.groups in ${name}_roles }
`;
}

const HEAD = `policy: hundred-rules
name: A hundred sign-in rules
networks:
  offices: [10.0.0.0/8, 203.0.113.0/24]
lists:
  domains: { of: domain, items: [${DOMAINS.join(', ')}] }
  partners: { of: email, file: partners.csv }
  blocked_countries: { of: country, items: [${BLOCKED.join(', ')}] }`;

const slashed = (pattern: string): string => pattern.replaceAll('/', '\\/');

const FIRST = `
  - { id: verified, name: Verified, unless: user.email_verified, then: { deny: Please verify your address } }
  - { id: blocked, name: Blocked, when: user.app_metadata.blocked, then: { deny: Your account is blocked } }
  - { id: country, name: Countries, when: request.country in blocked_countries, then: { deny: Not from this country } }
  - id: staff-or-partner
    name: Staff and partners
    unless: { any: [user.email.domain in domains, user.email in partners] }
    then: { deny: Only staff and partners }
  - { id: risky, name: Risk, when: user.app_metadata.risk is "high", then: { deny: Ask the help desk } }
  - id: machines
    name: Machines sign in from inside
    when: user.username matches /${MACHINES}/
    unless: request.ip in offices
    then: { deny: Machines sign in from inside }
  - { id: programs, name: No programs, when: 'request.user_agent matches /${slashed(PROGRAMS)}/', then: { deny: Use a browser } }
  - { id: too-many, name: Too many, when: login.count is more than 100000, then: { deny: Used too often } }
  - { id: no-level, name: A level, when: user.app_metadata.level is less than 1, then: { deny: You have no level } }
  - { id: old-browsers, name: Browsers, when: 'request.user_agent matches /${slashed(OLD_BROWSERS)}/', then: { deny: Your browser is too old } }
`;

const LAST = `
  - id: admins
    name: Administrators outside of offices
    when: user.groups contains "admin"
    unless: request.ip in offices
    then: { require_mfa: yes }
  - id: unusual-country
    name: Unusual countries
    unless: user.app_metadata.usual_countries contains request.country
    then: { require_mfa: yes }
  - id: tokyo-night
    name: Level three while Tokyo sleeps
    when: { all: [now is outside tokyo_hours, user.app_metadata.level is at least 3] }
    then: { require_mfa: yes }
  - id: high-level
    name: High levels outside of offices
    when: user.app_metadata.level is at least 4
    unless: request.ip in offices
    then: { require_mfa: yes }
  - id: department
    name: The department
    then: { set_claims: { id_token: { https://acme.example/department: = lookup user.app_metadata.department in departments } } }
  - id: cost-centre
    name: The cost centre
    then: { set_claims: { id_token: { https://acme.example/cost_centre: = lookup user.app_metadata.department in cost_centres } } }
  - id: region
    name: The region
    then: { set_claims: { id_token: { https://acme.example/region: = lookup request.country in regions } } }
  - id: plan
    name: The plan
    then: { set_claims: { id_token: { https://acme.example/plan: = user.app_metadata.plan otherwise "free" } } }
  - id: teams
    name: The teams
    then:
      set_claims:
        id_token: { https://acme.example/teams: '= substringAfter(g, "team-") for each g in user.groups where g starts with "team-"' }
  - id: locale
    name: The language
    then: { set_claims: { id_token: { https://acme.example/locale: = user.locale otherwise "en" } } }
`;
