import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  insertRule,
  insertTest,
  parsePolicy,
  printTestItem,
  readYaml,
  toPlain,
} from '../../grammar/index.ts';
import { runs } from '../laws/runs.ts';

const ITEM = printTestItem({ name: 'new', login: { app: 'hr' }, expect: { outcome: 'deny' } });
const insert = (text: string, item = ITEM) => insertTest({ name: 'policy.yaml', text }, item);

const LINES = ['- name: new', '  login: { app: hr }', '  expect: { outcome: deny }'];
const FLOW = '{ name: new, login: { app: hr }, expect: { outcome: deny } }';
const at = (column: number) => LINES.map((line) => `${' '.repeat(column)}${line}\n`).join('');

const OLD = '{ name: old, login: {}, expect: { by: a } }';

describe('insertTest', () => {
  const CASES: readonly (readonly [what: string, before: string, after: string])[] = [
    ['at the end of a file without tests', 'policy: p\n# end\n', `policy: p\n# end\ntests:\n${at(2)}`],
    ['at the end of a file without a last line break', 'policy: p', `policy: p\ntests:\n${at(2)}`],
    ['in an empty file', '', `tests:\n${at(2)}`],
    ['in a file with nothing but a comment', '# a\n', `# a\ntests:\n${at(2)}`],
    ['in the column of the other keys', '  policy: p\n', `  policy: p\n  tests:\n${at(4)}`],
    ['before the end of the document', 'policy: p\n...\n', `policy: p\ntests:\n${at(2)}...\n`],
    [
      'in an empty list',
      'policy: p\ntests: []  # none yet\nrules: []\n',
      `policy: p\ntests:  # none yet\n${at(2)}rules: []\n`,
    ],
    [
      'below a key without a value',
      'tests: # none yet\npolicy: p\n',
      `tests: # none yet\n${at(2)}policy: p\n`,
    ],
    [
      'after the last item',
      `tests:\n  - ${OLD} # a\n\n# rules\nrules: []\n`,
      `tests:\n  - ${OLD} # a\n${at(2)}\n# rules\nrules: []\n`,
    ],
    [
      'below what is said of the last item, and above what is said of the rest',
      `tests:\n  - name: old # a\n    # b\n    # c\n\n  # d\n# rules\nrules: []\n`,
      `tests:\n  - name: old # a\n    # b\n    # c\n${at(2)}\n  # d\n# rules\nrules: []\n`,
    ],
    [
      'after an item that ends in brackets on several lines',
      'tests:\n  - login: {\n      app: hr # a\n    } # b\nrules: []\n',
      `tests:\n  - login: {\n      app: hr # a\n    } # b\n${at(2)}rules: []\n`,
    ],
    [
      'after an item whose last key has no value',
      'tests:\n  - login: # a\nrules: []\n',
      `tests:\n  - login: # a\n${at(2)}rules: []\n`,
    ],
    ['in the column of the items', `tests:\n- ${OLD}\npolicy: p\n`, `tests:\n- ${OLD}\n${at(0)}policy: p\n`],
    ['without a last line break', `tests:\n    - ${OLD}`, `tests:\n    - ${OLD}\n${at(4).trimEnd()}`],
    [
      'with an empty line before it where the others have one',
      `tests:\n  - ${OLD}\n\n  - ${OLD}\npolicy: p\n`,
      `tests:\n  - ${OLD}\n\n  - ${OLD}\n\n${at(2)}policy: p\n`,
    ],
    ['in brackets', `tests: [${OLD}]\n`, `tests: [${OLD}, ${FLOW}]\n`],
    [
      'in brackets that end with a comma',
      `tests: [\n  ${OLD}, # a\n]\n`,
      `tests: [\n  ${OLD}, ${FLOW}, # a\n]\n`,
    ],
    ['in empty brackets on several lines', 'tests: [\n  # none\n]\n', `tests: [${FLOW}\n  # none\n]\n`],
    ['in a file in brackets', '{ policy: p }\n', `{ policy: p, tests: [${FLOW}] }\n`],
    [
      'in an empty list of a file in brackets',
      '{ tests: [], policy: p }\n',
      `{ tests: [${FLOW}], policy: p }\n`,
    ],
    [
      'after a block of text with its empty lines',
      'tests:\n  - name: old\n    skip: |+\n      a\n\n\nrules: []\n',
      `tests:\n  - name: old\n    skip: |+\n      a\n\n\n${at(2)}rules: []\n`,
    ],
  ];
  for (const [what, before, after] of CASES) {
    it(`writes the item ${what}`, () => assert.equal(insert(before), after));
    it(`writes the item ${what}, with the line ends of the file`, () => {
      if (!before.includes('\n')) return;
      assert.equal(insert(before.replaceAll('\n', '\r\n')), after.replaceAll('\n', '\r\n'));
    });
  }

  it('keeps a byte order mark first', () => {
    assert.equal(insert('\ufeffpolicy: p\n'), `\ufeffpolicy: p\ntests:\n${at(2)}`);
    assert.equal(insert('\ufeff'), `\ufefftests:\n${at(2)}`);
  });

  it('leaves alone what it cannot read', () => {
    for (const text of ['- a\n', 'policy: &x p\n', 'tests: none\n', 'tests: [\n'])
      assert.equal(insert(text), null);
    assert.equal(insert('tests: [a]\n', 'no item'), null);
  });

  it('changes nothing but the list of tests', () => {
    const above = fc.constantFrom('rules: []\n', '# a\n', '\n', 'name: |+\n  a\n\n', 'name: "a\\\n  b"\n');
    const below = fc.constantFrom(
      ...['', '# end', '# end\n', '\n\n', '...\n', 'owner: a', 'owner: |+\n  a\n\n', 'owner: >-\n  a\n  b'],
    );
    const tests = fc.constantFrom(
      ...[
        '',
        'tests: []\n',
        'tests:\n',
        `tests: [${OLD}]\n`,
        `tests:\n  - ${OLD}\n`,
        `tests:\n- ${OLD}\n\n- ${OLD}\n`,
      ],
      ...[
        'tests:\n  - name: old\n    skip: |\n      a\n       \n\n',
        'tests:\n  - name: old\n    skip: >+\n      a\n\n',
      ],
    );
    fc.assert(
      fc.property(above, tests, below, fc.constantFrom('\n', '\r\n'), (a, b, c, lineBreak) => {
        const text = `policy: p\n${a}${b}${c}`.replaceAll('\n', lineBreak);
        const before = plainOf(text);
        const after = plainOf(insert(text) ?? '');
        const { tests: old, ...others } = before;
        const { tests: now, ...same } = after;
        assert.deepEqual(same, others);
        const [item] = plainOf(`tests: [${FLOW}]\n`).tests as unknown[];
        assert.deepEqual(now, [...((old ?? []) as unknown[]), item]);
      }),
      runs(300),
    );
  });

  it('makes a file whose tests are those of before and the new one', () => {
    const text = insert(`policy: p\ntests:\n  - ${OLD}\n`) ?? '';
    const { value, diagnostics } = parsePolicy({ name: 'policy.yaml', text });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      value?.tests.map(({ name }) => name.text),
      ['old', 'new'],
    );
  });
});

function plainOf(text: string): Record<string, unknown> {
  const { root, diagnostics } = readYaml({ name: '', text });
  assert.deepEqual(diagnostics, [], text);
  assert.ok(root !== null);
  return { ...(toPlain(root) as Record<string, unknown>) };
}

describe('insertRule', () => {
  const RULE = '- id: b\n  uses: freeze';

  it('writes the rule at the end of the rules', () => {
    const text = 'rules:\n  - { id: a }\npolicy: p\n';
    const longer = 'rules:\n  - { id: a }\n  - id: b\n    uses: freeze\npolicy: p\n';
    assert.equal(insertRule({ name: 'policy.yaml', text }, RULE), longer);
  });

  it('writes rules into a policy that has none', () => {
    const longer = 'policy: p\nrules:\n  - id: b\n    uses: freeze\n';
    assert.equal(insertRule({ name: 'policy.yaml', text: 'policy: p\n' }, RULE), longer);
  });
});
