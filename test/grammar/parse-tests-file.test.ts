import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTestsFile, textAt } from '../../grammar/index.ts';

const read = (text: string, name = 'rules/crm.tests.yaml') => parseTestsFile({ name, text });
const told = (text: string) =>
  read(text).diagnostics.map(
    (one) => `${one.code} ‹${textAt({ name: '', text }, one.span)}› ${one.message}; ${one.help}`,
  );

const FULL = `# Tests of a rule in JavaScript.
timezone: Europe/Berlin
settings: { plan: gold }
assume: { user.groups: [] }
networks: { office: [203.0.113.0/24] }
schedules: { hours: { days: mon-fri } }
lists: { staff: [a] }
tables: { t: { from: group, to: role, rows: { a: b } } }
conditions: { is_staff: user.email_verified }
tests:
  - { name: a, login: {}, expect: { outcome: deny } }
properties:
  - { name: b, always: is_staff }
skip_laws: { forms-agree: no reason }
answers: { https://crm.example.com/*: { plan: gold } }
`;

describe('parseTestsFile', () => {
  it('reads all that a policy has, but for its rules', () => {
    const { value, diagnostics } = read(FULL);
    assert.deepEqual(diagnostics, []);
    assert.ok(value !== null);
    const counts = [
      value.tests,
      value.properties,
      value.skippedLaws,
      value.answers,
      value.conditions,
      value.rules,
    ];
    assert.deepEqual(
      counts.map(({ length }) => length),
      [1, 1, 1, 1, 1, 0],
    );
  });

  it('goes by the name of its file', () => {
    const names = ['rules/crm.tests.yaml', 'crm.tests.yml', 'crm.yaml'];
    assert.deepEqual(
      names.map((name) => read(FULL, name).value?.id.text),
      ['crm', 'crm', 'crm'],
    );
  });

  it('says of the keys of a policy where they belong', () => {
    const [rules, ...others] = told(
      `policy: p\nexempt: user.ok\ndefault: deny\nsources: {}\nrules: []\n${FULL}`,
    ).toReversed();
    assert.equal(
      rules,
      'misplaced-key ‹rules› `rules` belongs in a policy file, and this is a file of tests; move it to a policy; here stand `tests`, `properties` and what their sentences name',
    );
    assert.deepEqual(others.map((one) => one.slice(0, 22)).toSorted(), [
      'misplaced-key ‹default',
      'misplaced-key ‹exempt›',
      'misplaced-key ‹policy›',
      'misplaced-key ‹sources',
    ]);
  });

  it('takes nothing of what belongs in a policy', () => {
    const { value } = read(`sources: { crm: { url: https://x.example } }\n${FULL}`);
    assert.deepEqual([value?.sources, value?.rules], [[], []]);
  });

  it('has something to try out', () => {
    assert.deepEqual(told('conditions: { a: user.ok }\n'), [
      'missing-key ‹conditions› this file has no `tests` or `properties` or `skip_laws` or `answers`; write `tests:` and its value',
    ]);
  });

  it('tells what else a file is', () => {
    assert.deepEqual(told(''), ['empty-value ‹› this file holds nothing; begin with `tests:`']);
    assert.deepEqual(told('- name: a\n'), [
      'wrong-shape ‹- name: a› expected keys such as `tests:` and `properties:` in a file of tests, found a list; begin with `tests:`',
    ]);
    assert.match(told('testes: []\n').join(), /did you mean `tests`\?/);
  });
});
