import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCounterexamples, printCounterexamples, textAt } from '../../grammar/index.ts';
import { sketchData } from './sketch-data.ts';

const read = (text: string) => parseCounterexamples({ name: 'counterexamples.yaml', text });
const told = (text: string) =>
  read(text).diagnostics.map((one) => `${one.code} ‹${textAt({ name: '', text }, one.span)}› ${one.message}`);

const ENTRIES = [
  {
    law: 'Nobody: ever',
    found: 'it is allowed',
    at: '2026-11-25T12:00:00Z',
    login: { user: { email: 'eve@example.com' }, context: { request: { ip: '203.0.113.7' } } },
  },
  { law: 'forms-agree', found: null, at: null, login: {} },
];

describe('printCounterexamples', () => {
  it('says what the file is for, and writes what is read', () => {
    const text = printCounterexamples(ENTRIES);
    const { value, diagnostics } = read(text);
    assert.deepEqual(diagnostics, []);
    assert.match(text, /^# Logins that broke a law once\..*\n# Commit this file/);
    assert.deepEqual(
      value.map(({ law, found, at, login }) => [law.text, found?.text, at?.text, sketchData(login)]),
      [
        [
          'Nobody: ever',
          'it is allowed',
          '2026-11-25T12:00:00Z',
          '{user: {email: eve@example.com}, context: {request: {ip: 203.0.113.7}}}',
        ],
        ['forms-agree', undefined, undefined, '{}'],
      ],
    );
  });

  it('writes a file without entries', () => {
    assert.deepEqual(read(printCounterexamples([])), { value: [], diagnostics: [] });
  });
});

describe('parseCounterexamples', () => {
  it('takes a file in which nothing is left for one without entries', () => {
    for (const text of ['', '# nothing\n', 'counterexamples:\n', 'counterexamples: []\n']) {
      assert.deepEqual(read(text), { value: [], diagnostics: [] });
    }
  });

  it('tells what is no entry, and keeps the others', () => {
    const text =
      'counterexamples:\n  - law: a\n  - { law: b, login: dana }\n  - { law: c, login: {}, nwo: x }\n  - d\n';
    assert.deepEqual(told(text), [
      'missing-key ‹law› this item has no `login`',
      'wrong-shape ‹dana› expected keys with values for `login`, found a text',
      'unknown-key ‹nwo› unknown key `nwo`',
      'wrong-shape ‹d› expected keys with values for this item, found a text',
    ]);
    assert.deepEqual(
      read(text).value.map(({ law }) => law.text),
      ['c'],
    );
  });

  it('tells what else a file is', () => {
    assert.deepEqual(told('- a\n'), [
      'wrong-shape ‹- a› expected the key `counterexamples:` in a file of counter-examples, found a list',
    ]);
    assert.deepEqual(told('logins: []\n'), ['unknown-key ‹logins› unknown key `logins`']);
  });
});
