import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DataFile, World } from '../../../../compiler/index.ts';
import { check, errorsOf, policyWith } from '../check-harness.ts';

const RULES = 'rules:\n  - id: r\n    then: { log: hello }\n';

function isWrong(parts: string, problem: string, world: Partial<World> = {}): void {
  it(`${parts.replace(/\s+/g, ' ')} is refused`, () =>
    assert.deepEqual(errorsOf(policyWith(parts + RULES), world), [problem]));
}

function getsHelp(parts: string, help: string): void {
  it(`${parts.replace(/\s+/g, ' ')} gets help`, () => {
    const [found] = check(policyWith(parts + RULES)).checked.diagnostics;
    assert.equal(found?.help, help);
  });
}

function definition(parts: string, name: string, world: Partial<World> = {}): unknown {
  const { checked } = check(policyWith(parts + RULES), world);
  assert.deepEqual(checked.diagnostics, []);
  return checked.value.names.get(name);
}

/** A file as the project reads it. */
function file(text: string): DataFile {
  const [header = '', ...rows] = text.split('\n');
  return {
    kind: 'rows',
    source: { name: 'data.csv', text },
    header: header.split(','),
    rows: rows.map((row, index) => ({ cells: row.split(','), line: index + 2 })),
  };
}

const withFile = (text: string): Partial<World> => ({ files: new Map([['data.csv', file(text)]]) });

describe('names', () => {
  isWrong(
    'networks: { office: [203.0.113.0/24] }\nlists: { office: { items: [a] } }\n',
    'name-taken: the name `office` is already a network ⟨office⟩',
  );
  isWrong(
    'lists: { user: { items: [a] } }\n',
    'name-taken: the name `user` is already a name of the login ⟨user⟩',
  );
  isWrong('lists: { lower: { items: [a] } }\n', 'name-taken: the name `lower` is already a function ⟨lower⟩');
  isWrong(
    'lists: { settings: { items: [a] } }\n',
    'name-taken: the name `settings` is already a word of the language ⟨settings⟩',
  );
  it('point at the first place, in the order of the file', () => {
    const text = policyWith(
      `conditions: { office: user.blocked }\nnetworks: { office: [203.0.113.0/24] }\n${RULES}`,
    );
    const [diagnostic] = check(text).checked.diagnostics;
    assert.equal(diagnostic!.notes![0]!.span.start, text.indexOf('office'));
    assert.equal(diagnostic!.message, 'the name `office` is already a condition');
  });
  it('that mean two things give no further messages', () => {
    const sentence = 'rules:\n  - id: r\n    when: user.email in roles\n    then: { log: hello }\n';
    assert.deepEqual(errorsOf(policyWith(`lists: { roles: { of: email, items: [a@b.c] } }\n${sentence}`)), [
      'name-taken: the name `roles` is already a name of the login ⟨roles⟩',
    ]);
  });
});

describe('networks', () => {
  it('hold their ranges', () => {
    const networks = 'networks: { office: [203.0.113.0/24, 198.51.100.7, "2001:db8::/32"] }\n';
    assert.deepEqual(definition(networks, 'office'), {
      kind: 'network',
      ranges: ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'],
    });
  });
  isWrong(
    'networks: { office: [203.0.113.300] }\n',
    'not-a-network: expected a network or an address, found `203.0.113.300` ⟨203.0.113.300⟩',
  );
  isWrong(
    'networks: { office: [203.0.113.7/24] }\n',
    'network-host-bits: `203.0.113.7/24` is an address inside a network, not the start of one ⟨203.0.113.7/24⟩',
  );
  getsHelp(
    'networks:\n  a: 203.0.113.0/24, 198.51.100.7\n',
    'write several in square brackets: `[203.0.113.0/24, 198.51.100.7]`',
  );
  getsHelp('networks: { a: 10.1.*.* }\n', 'write `10.1.0.0/16`');
});

describe('schedules', () => {
  const schedule = (text: string, policy = ''): unknown =>
    definition(`${policy}schedules: { s: ${text} }\n`, 's');
  const zone = 'timezone: UTC';
  it('are numbers', () => {
    assert.deepEqual(
      schedule(
        '{ days: mon-fri, from: 08:00, to: "19:00:30", timezone: Europe/Berlin, except: [2026-12-25] }',
      ),
      {
        kind: 'schedule',
        schedule: {
          days: [1, 2, 3, 4, 5],
          from: 28800,
          to: 68430,
          timezone: 'Europe/Berlin',
          except: ['2026-12-25'],
        },
      },
    );
  });
  it('hold all day, every day, unless they say otherwise', () => {
    assert.deepEqual(schedule(`{ ${zone} }`), {
      kind: 'schedule',
      schedule: { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 0, timezone: 'UTC', except: [] },
    });
  });
  it('take the time zone of the policy', () => {
    assert.match(JSON.stringify(schedule('{ days: sat }', 'timezone: Europe/Rome\n')), /Europe\/Rome/);
  });
  const days = (text: string, expected: readonly number[]): void => {
    it(`read ${text}`, () => {
      const found = schedule(`{ days: "${text}", ${zone} }`) as {
        readonly schedule: { readonly days: readonly number[] };
      };
      assert.deepEqual(found.schedule.days, expected);
    });
  };
  days('sat', [6]);
  days('mon, wed', [1, 3]);
  days('Monday - Friday', [1, 2, 3, 4, 5]);
  days('fri-mon', [1, 5, 6, 7]);
  days('sun-sun', [7]);
  days('mon-wed, sat', [1, 2, 3, 6]);
  it('end at midnight when they end at 24:00', () => {
    assert.match(JSON.stringify(schedule(`{ from: 18:00, to: "24:00", ${zone} }`)), /"from":64800,"to":0/);
  });
  isWrong(
    'schedules: { s: { days: mon-fry, timezone: UTC } }\n',
    'unknown-day: expected days, found `fry` ⟨mon-fry⟩',
  );
  isWrong(
    'schedules: { s: { days: mon-tue-wed, timezone: UTC } }\n',
    'unknown-day: expected days, found `mon-tue-wed` ⟨mon-tue-wed⟩',
  );
  isWrong(
    'schedules: { s: { from: 8:00, timezone: UTC } }\n',
    'not-a-time: expected a time of day, found `8:00` ⟨8:00⟩',
  );
  isWrong(
    'schedules: { s: { from: noon, timezone: UTC } }\n',
    'not-a-time: expected a time of day, found `noon` ⟨noon⟩',
  );
  isWrong(
    'schedules: { s: { days: sat } }\n',
    'schedule-without-timezone: the schedule `s` has no time zone, so its hours have no meaning ⟨s⟩',
  );
  isWrong(
    'schedules: { s: { timezone: Europe/Berlim } }\n',
    'unknown-timezone: unknown time zone `Europe/Berlim` ⟨Europe/Berlim⟩',
  );
  isWrong(
    'timezone: "+01:00"\nschedules: { s: { days: sat } }\n',
    'unknown-timezone: unknown time zone `+01:00` ⟨"+01:00"⟩',
  );
  isWrong(
    'schedules: { s: { except: [2026-02-30], timezone: UTC } }\n',
    'not-a-date: expected a date of the calendar, found `2026-02-30` ⟨2026-02-30⟩',
  );
  const starting = (time: string) => `schedules: { s: { from: ${time}, timezone: UTC } }\n`;
  getsHelp(starting('8:00'), 'write `08:00`');
  getsHelp(starting('12am'), 'write `00:00`');
  getsHelp(starting('6 PM'), 'write `18:00`');
  getsHelp(starting('18.30'), 'write `18:30`');
  getsHelp(starting('25:00'), 'write hours and minutes, such as `08:00`');
  it('take holidays from a file', () => {
    const found = definition(
      `schedules: { s: { holidays: data.csv, ${zone} } }\n`,
      's',
      withFile('date,name\n2026-12-25,Christmas'),
    );
    assert.match(JSON.stringify(found), /"except":\["2026-12-25"\]/);
  });
  isWrong(
    'schedules: { s: { holidays: data.csv, timezone: UTC } }\n',
    'unfitting-value: expected a date, found `Christmas` in `data.csv, line 2` ⟨data.csv⟩',
    withFile('date\nChristmas'),
  );
});

describe('lists', () => {
  it('hold their items as written', () => {
    assert.deepEqual(definition('lists: { l: { of: email, items: [Ana@Example.com] } }\n', 'l'), {
      kind: 'list',
      type: { kind: 'email' },
      items: ['Ana@Example.com'],
    });
  });
  it('are of texts unless they say otherwise, and may be empty', () => {
    assert.deepEqual(definition('lists: { l: { items: [] } }\n', 'l'), {
      kind: 'list',
      type: { kind: 'text' },
      items: [],
    });
  });
  it('take a column of a file, without blank lines', () => {
    const found = definition(
      'lists: { l: { of: email, file: data.csv, column: address } }\n',
      'l',
      withFile('name,address\nAna, ana@example.com \n,\n'),
    );
    assert.deepEqual(found, { kind: 'list', type: { kind: 'email' }, items: ['ana@example.com'] });
  });
  isWrong(
    'lists: { l: { of: mail, items: [] } }\n',
    'unknown-type: expected a type of text, found `mail` ⟨mail⟩',
  );
  isWrong(
    'lists: { l: { of: network, items: [] } }\n',
    'unknown-type: expected a type of text, found `network` ⟨network⟩',
  );
  isWrong(
    'lists: { l: { of: country, items: [DE, Germany] } }\n',
    'unfitting-value: expected a country code, found `Germany` ⟨Germany⟩',
  );
  isWrong(
    'lists: { l: { of: email, items: [ana] } }\n',
    'unfitting-value: expected an e-mail address, found `ana` ⟨ana⟩',
  );
  isWrong(
    'lists: { l: { file: data.csv } }\n',
    'unreadable-file: cannot read `data.csv`: it was not read ⟨data.csv⟩',
  );
  isWrong(
    'lists: { l: { file: data.csv } }\n',
    'unreadable-file: cannot read `data.csv`: there is no such file ⟨data.csv⟩',
    {
      files: new Map([['data.csv', { kind: 'unreadable', reason: 'there is no such file' }]]),
    },
  );
  isWrong(
    'lists: { l: { file: data.csv } }\n',
    'empty-file: `data.csv` has a header in line 1 and nothing below it ⟨data.csv⟩',
    withFile('email'),
  );
  isWrong(
    'lists: { l: { file: data.csv, column: mail } }\n',
    'unknown-column: unknown column `mail` in `data.csv` ⟨mail⟩',
    withFile('email\na@b.c'),
  );
  isWrong(
    'lists: { l: { of: email, file: data.csv } }\n',
    'unfitting-value: expected an e-mail address, found `ana` in `data.csv, line 3`, and one line more ⟨data.csv⟩',
    withFile('email\na@b.c\nana\nbob'),
  );
  it('of a million lines are read whole', () => {
    const rows = Array.from({ length: 1_000_000 }, (_, index) => ({
      cells: [`user${index}@example.com`],
      line: index + 1,
    }));
    const files = new Map<string, DataFile>([
      ['data.csv', { kind: 'rows', source: { name: 'data.csv', text: '' }, header: null, rows }],
    ]);
    const found = definition('lists: { l: { of: email, file: data.csv } }\n', 'l', { files }) as {
      readonly items: readonly string[];
    };
    assert.equal(found.items.length, 1_000_000);
  });
});

describe('tables', () => {
  const table = (rows: string, to = 'list of role'): string =>
    `tables:\n  t: { from: group, to: ${to}, rows: { ${rows} } }\n`;
  it('hold their rows', () => {
    assert.deepEqual(definition(table('HR: [a, b], IT: c'), 't'), {
      kind: 'table',
      from: { kind: 'group' },
      to: { kind: 'list', of: { kind: 'role' } },
      rows: [
        ['HR', ['a', 'b']],
        ['IT', ['c']],
      ],
    });
    assert.match(JSON.stringify(definition(table('HR: a', 'role'), 't')), /"rows":\[\["HR","a"\]\]/);
  });
  it('take rows from a file', () => {
    const found = definition(
      'tables: { t: { from: group, to: list of role, file: data.csv } }\n',
      't',
      withFile('group,roles\nHR,a;b,c\nIT,'),
    );
    assert.match(JSON.stringify(found), /"rows":\[\["HR",\["a","b","c"\]\],\["IT",\[\]\]\]/);
  });
  isWrong(table('HR: [a], hr: [b]'), 'duplicate-row: the table has a row for `hr` already ⟨hr⟩');
  isWrong(table('HR: [a, b]', 'role'), 'unfitting-value: expected one role, found 2 ⟨HR⟩');
  isWrong(
    table('HR: [a]', 'list of rule'),
    'unknown-type: expected a type of text, found `rule` ⟨list of rule⟩',
  );
  isWrong(
    'tables: { t: { from: country, to: email, rows: { Germany: a@b.c } } }\n',
    'unfitting-value: expected a country code, found `Germany` ⟨Germany⟩',
  );
  isWrong(
    'tables: { t: { from: group, to: role, file: data.csv } }\n',
    'duplicate-row: the table has two rows for `hr`: lines 2 and 3 of `data.csv` ⟨data.csv⟩',
    withFile('group,role\nHR,a\nhr,b'),
  );
  isWrong(
    'tables: { t: { from: country, to: role, file: data.csv } }\n',
    'unfitting-value: expected a country code, found `Mars` in `data.csv, line 2` ⟨data.csv⟩',
    withFile('country,role\nMars,a'),
  );
  it('keep keys apart that differ in case where the type does', () => {
    assert.match(
      JSON.stringify(definition('tables: { t: { from: text, to: role, rows: { a: x, A: y } } }\n', 't')),
      /\["a","x"\],\["A","y"\]/,
    );
  });
  it('hold keys that every object has in JavaScript', () => {
    assert.match(
      JSON.stringify(definition(table('constructor: [a], __proto__: [b]'), 't')),
      /"constructor".*"__proto__"/,
    );
  });
});
