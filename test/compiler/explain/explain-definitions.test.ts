import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EMPTY_WORLD, explainPolicy, type World } from '../../../compiler/index.ts';

const POLICY = `policy: p
timezone: Europe/Berlin
settings: { support: it-help@example.com, wide: "a\\u202Eb" }
assume: { user.groups: [], user.app_metadata.blocked: no, request.country: DE }
networks:
  office: [203.0.113.0/24, 2001:db8:10::/48]
schedules:
  working_hours: { days: mon-fri, from: 08:00, to: 19:00, except: [2026-12-25] }
  nights: { to: 06:00, timezone: UTC, holidays: lists/holidays.txt }
lists:
  nobody: []
  departments: [HR, "Research, Design", Rest and Recreation]
  letters: [a, b, c, d, e, f, g, h, i, j]
  guests: { of: email, file: lists/guests.txt }
tables:
  group_roles: { from: group, to: list of role, rows: { HR: [hr.read, hr.write], IT: it } }
  role_of: { from: group, to: role, file: tables/roles.csv }
conditions:
  is_guest: user.email in guests
rules:
  - { id: guests, when: is_guest, then: { deny: No guests. } }
`;

function fileOf(rows: readonly (readonly string[])[]) {
  return {
    kind: 'rows',
    source: { name: 'file', text: '' },
    header: null,
    rows: rows.map((cells, index) => ({ cells, line: index + 1 })),
  } as const;
}

const WORLD: World = {
  ...EMPTY_WORLD,
  settings: new Map([['support', 'help@example.com']]),
  assume: [{ field: 'login.count', value: 3 }],
  files: new Map([
    ['lists/guests.txt', fileOf([['ada@example.com'], ['bob@example.com']])],
    ['lists/holidays.txt', fileOf([['2026-12-24']])],
    ['tables/roles.csv', fileOf([['HR', 'admin']])],
  ]),
};

describe('an explanation of what names stand for', () => {
  const text = explainPolicy({ name: 'p.yaml', text: POLICY }, WORLD).value ?? '';

  for (const line of [
    'A login that does not say user.groups counts as one where it is an empty list.',
    'A login that does not say user.app_metadata.blocked counts as one where it is no.',
    'A login that does not say request.country counts as one where it is "DE".',
    'A login that does not say login.count counts as one where it is 3.',
    '   is_guest means user.email in guests',
    '   office is 203.0.113.0/24 or 2001:db8:10::/48',
    '   working_hours is mon-fri, from 08:00 to 19:00, in Europe/Berlin, but not on 2026-12-25',
    '   nights is every day, from 00:00 to 06:00, in UTC, but not on the days of lists/holidays.txt',
    '   nobody is empty',
    '   departments is HR, "Research, Design", "Rest and Recreation"',
    '   letters is a, b, c, d, e, f, g, h and 2 more',
    '   guests is the 2 items of lists/guests.txt',
    '   group_roles turns HR into hr.read and hr.write, IT into it',
    '   role_of turns a group into a role, in the 1 row of tables/roles.csv',
    '   settings.support is "help@example.com"',
    '   settings.wide is "a<U+202E>b"',
  ])
    it(`says: ${line.trim()}`, () => assert.ok(text.split('\n').includes(line), text));
});
