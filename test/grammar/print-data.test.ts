import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Data, parsePolicy, printData, printTestItem } from '../../grammar/index.ts';
import { runs } from '../laws/runs.ts';

/** A text of a hostile kind: what YAML, our reading of it or a terminal takes for something else. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '#',
          ' #',
          ': ',
          ':',
          '- ',
          '-',
          '\n',
          '\r\n',
          '\t',
          ' ',
          '"',
          "'",
          '\\',
          '[',
          ']',
          '{',
          '}',
          ',',
        ],
        ...['&a', '*a', '!a', '|', '>', '%', '@', '`', '?', '? ', '<<', '= ', '${', '$', '~', '...', '---'],
        ...['\0', '\x07', '\x7f', '\u0085', '\u00a0', '\u2028', '\u202e', '\ufeff', '\ud800', '😀', 'é', 'é'],
        ...[
          'a',
          'HR',
          '1',
          '0',
          '.',
          'e5',
          '203.0.113.7',
          '2001:db8::',
          'ada@example.com',
          '08:00',
          '(',
          ')',
          '^a$',
        ],
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'yes',
    'no',
    'true',
    'false',
    'Yes',
    'null',
    'missing',
    '3',
    '-3',
    '00123',
    '1.10',
    '1e5',
    '.5',
    '',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'then', 'name', 'expect'),
);

/** A number that a file can hold. */
const readable = fc.oneof(
  fc.integer(),
  fc.integer().map((number) => number / 100),
);

const { record: plainRecord } = fc.letrec<{
  value: unknown;
  list: unknown[];
  record: Record<string, unknown>;
}>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(hostileText, readable, fc.boolean(), fc.constant(null)),
    tie('list'),
    tie('record'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  record: fc
    .array(fc.tuple(hostileText, tie('value')), { maxLength: 4 })
    .map((fields) => Object.fromEntries(new Map(fields))),
}));

/** What a file is read as where nothing is known about its types. */
function plainOf(data: Data | null | undefined): unknown {
  switch (data?.kind) {
    case undefined:
      throw new Error('nothing could be read');
    case 'text':
      return data.isQuoted ? data.text : wordOf(data.text);
    case 'list':
      return data.items.map(plainOf);
    case 'record':
      return Object.fromEntries(data.fields.map(({ name, value }) => [name.text, plainOf(value)]));
  }
}

function wordOf(text: string): unknown {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return Number(text);
  const words = new Map<string, unknown>([
    ...([
      ['yes', true],
      ['no', false],
      ['true', true],
      ['false', false],
    ] as const),
    ['null', null],
  ]);
  return words.has(text) ? words.get(text) : text;
}

function loginIn(test: string): unknown {
  const text = `policy: p\ntests:\n${test.replaceAll(/^/gm, '  ')}\n`;
  const { value, diagnostics } = parsePolicy({ name: 'policy.yaml', text });
  assert.deepEqual(diagnostics, [], text);
  return plainOf(value?.tests[0]?.login);
}

const itemOf = (login: unknown) => printTestItem({ name: 'a', login, expect: { outcome: 'deny' } });

describe('printData', () => {
  const PRINTED: readonly (readonly [value: unknown, printed: string])[] = [
    [
      { email: 'ada@example.com', groups: ['HR', 'IT Admins'] },
      '{ email: ada@example.com, groups: [HR, IT Admins] }',
    ],
    [['203.0.113.7', '2001:db8::1', '2001:db8::', '::1'], "[203.0.113.7, 2001:db8::1, '2001:db8::', '::1']"],
    [[true, false, null, 3, -0.5], '[yes, no, null, 3, -0.5]'],
    [['yes', 'null', 'missing', '3', '00123', 'NO'], "['yes', 'null', 'missing', '3', '00123', 'NO']"],
    [
      ['2026-11-22T12:00:00+01:00', 'https://x.example/a?b=c'],
      '[2026-11-22T12:00:00+01:00, https://x.example/a?b=c]',
    ],
    [["it's", 'a, b', 'a: b', 'Team #1', '@a', ''], "[it's, 'a, b', 'a: b', 'Team #1', '@a', '']"],
    [['a\nb\u202e', 'a "b"\t'], '["a\\nb\\u202e", "a \\"b\\"\\t"]'],
    [{ 'https://x.example/y': {}, 'a: b': [], '': 1 }, "{ https://x.example/y: {}, 'a: b': [], '': 1 }"],
    [{ kept: 1, left: undefined, call: () => 1 }, '{ kept: 1 }'],
    [[undefined, Number.NaN], '[null, null]'],
  ];
  for (const [value, printed] of PRINTED) {
    it(`writes ${printed}`, () => assert.equal(printData(value), printed));
  }

  it('writes what reads as the same data', () => {
    fc.assert(
      fc.property(plainRecord, (record) => {
        assert.deepEqual(
          loginIn(`- { name: a, login: ${printData(record)}, expect: { by: a } }`),
          normal(record),
        );
      }),
      runs(300),
    );
  });
});

describe('printTestItem', () => {
  it('writes what is short on one line, and the rest on lines of its own', () => {
    const login = {
      app: 'hr',
      user: {
        email: 'ada@example.com',
        groups: ['HR', 'IT'],
        app_metadata: {
          history: [{ place: 'the office in Berlin' }, { place: 'the office in Paris' }],
          note: 'x',
        },
      },
    };
    const answers = { 'GET https://crm.example.com/*': { plan: 'gold' } };
    assert.equal(
      printTestItem({
        name: 'Staff, and others',
        at: '2026-11-25T12:00:00Z',
        login,
        answers,
        expect: { outcome: 'allow', claims: { roles: [] } },
      }),
      `- name: Staff, and others
  at: 2026-11-25T12:00:00Z
  login:
    app: hr
    user:
      email: ada@example.com
      groups: [HR, IT]
      app_metadata:
        history: [{ place: the office in Berlin }, { place: the office in Paris }]
        note: x
  answers: { GET https://crm.example.com/*: { plan: gold } }
  expect: { outcome: allow, claims: { roles: [] } }`,
    );
  });

  it('breaks lists that are too long for a line', () => {
    const long = 'x'.repeat(60);
    assert.equal(
      itemOf({ list: [[long, long], { a: long, b: [long] }, 'c'] }),
      `- name: a
  login:
    list:
      - - ${long}
        - ${long}
      - a: ${long}
        b: [${long}]
      - c
  expect: { outcome: deny }`,
    );
  });

  it('writes no moment where there is none, and the name of a fixture', () => {
    assert.equal(
      printTestItem({ name: 'a', at: null, login: 'dana', expect: {} }),
      '- name: a\n  login: dana\n  expect: {}',
    );
  });

  it('writes what reads as the same login', () => {
    fc.assert(
      fc.property(plainRecord, (record) => assert.deepEqual(loginIn(itemOf(record)), normal(record))),
      runs(300),
    );
  });

  it('keeps to a hundred columns where it can', () => {
    const short = fc.string({ unit: 'grapheme-ascii', maxLength: 12 });
    const record = fc.dictionary(short, fc.oneof(short, fc.array(short)), { maxKeys: 12 });
    fc.assert(
      fc.property(record, (login) => {
        for (const line of itemOf({ user: login }).split('\n')) assert.ok(line.length <= 98, line);
      }),
      runs(100),
    );
  });
});

/** Data as JSON knows it: there is one zero. */
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
