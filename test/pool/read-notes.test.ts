import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readNotes } from '../../runtime/pool/read-notes.ts';
import { DEFAULT_RULE_LIMITS } from '../../runtime/rule-limits.ts';
import { noteOf, ruleOf } from './rules.ts';

const RULES = [
  ruleOf(''),
  ruleOf('', { ifItFails: 'continue' }),
  ruleOf('', { mode: 'report-only' }),
  ruleOf(''),
];
const LIMITS = { ...DEFAULT_RULE_LIMITS, resultLength: 100, consoleLines: 2 };

/** The places of the rules of the notes, if they are taken, when these rules were asked for. */
function placesOf(notes: unknown, places = [0, 1, 2, 3], extent: 'complete' | 'so-far' = 'complete') {
  return readNotes(notes, { places, rules: RULES, limits: LIMITS }, extent)?.map(({ rule }) => rule) ?? null;
}

const deny = { kind: 'deny', message: 'no', code: 'unauthorized' } as const;
const failure = { kind: 'failure', reason: 'threw' } as const;
const all = [0, 1, 2, 3].map((rule) => noteOf(rule));

describe('the notes of a worker', () => {
  it('are taken when there is one for each rule', () => assert.deepEqual(placesOf(all), [0, 1, 2, 3]));
  it('stand for the rules that were asked for', () => {
    assert.deepEqual(placesOf([noteOf(1), noteOf(3)], [1, 3]), [1, 3]);
    assert.equal(placesOf([noteOf(0), noteOf(1)], [1, 3]), null);
  });
  it('stop where the login ends', () => assert.deepEqual(placesOf([noteOf(0, { ending: deny })]), [0]));
  it('do not go on after that', () =>
    assert.equal(placesOf([noteOf(0, { ending: deny }), ...all.slice(1)]), null));
  it('do not stop before that', () => {
    assert.equal(placesOf(all.slice(0, 3)), null);
    assert.equal(placesOf([]), null);
  });
  it('may stop anywhere when the login was lost', () =>
    assert.deepEqual(placesOf(all.slice(0, 3), [0, 1, 2, 3], 'so-far'), [0, 1, 2]));
  it('go on after a failure that is not the end', () =>
    assert.deepEqual(placesOf([noteOf(0), noteOf(1, { ending: failure }), ...all.slice(2)]), [0, 1, 2, 3]));
  it('go on after a report-only rule whatever it did', () =>
    assert.deepEqual(placesOf([noteOf(2, { ending: deny }), noteOf(3)], [2, 3]), [2, 3]));
  it('bring nothing along that is not theirs', () => {
    const line = { level: 'info', text: 'hello', more: 1 };
    const notes = readNotes(
      [{ ...noteOf(0), console: [line], more: 1 }],
      { places: [0], rules: RULES, limits: LIMITS },
      'complete',
    );
    assert.deepEqual(notes, [noteOf(0, { console: [{ level: 'info', text: 'hello' }] })]);
  });

  const odd: Readonly<Record<string, object>> = {
    'a user that is no JSON': { user: '{' },
    'a user that is no object': { user: '[]' },
    'a user that is no text': { user: {} },
    'a context that is two': { context: '{}{}' },
    'a user that is too long': { user: JSON.stringify({ a: 'x'.repeat(100) }) },
    'user and context that are too long together': {
      user: JSON.stringify({ a: 'x'.repeat(60) }),
      context: JSON.stringify({ a: 'x'.repeat(60) }),
    },
    'an ending that does not exist': { ending: { kind: 'allow' } },
    'a denial without a code': { ending: { kind: 'deny', message: 'no' } },
    'a failure without a reason': { ending: { kind: 'failure' } },
    'a time that is none': { microseconds: Number.NaN },
    'a line with another level': { console: [{ level: 'fatal', text: '' }] },
    'too many lines': { console: Array(3).fill({ level: 'info', text: '' }) },
    'remarks that are no texts': { remarks: [1] },
    'another rule': { rule: 1 },
  };
  for (const [what, part] of Object.entries(odd)) {
    it(`are not taken with ${what}`, () => assert.equal(placesOf([{ ...noteOf(0), ...part }], [0]), null));
  }

  describe('of a rule that nests without end', () => {
    const deep = (rule: number, depth: number, ending: object = { kind: 'next' }) => ({
      ...noteOf(rule, { user: `{"]":${'['.repeat(depth)}${']'.repeat(depth)}}` }),
      ending,
    });
    const read = (notes: readonly unknown[], places: readonly number[]) =>
      readNotes(notes, { places, rules: RULES, limits: { ...LIMITS, resultLength: 10_000 } }, 'complete');
    const endingsOf = (notes: readonly unknown[], places: readonly number[]) =>
      read(notes, places)?.map(({ ending, user }) => [ending.kind, user]) ?? null;

    it('are its failure, and leave nothing behind', () => {
      assert.equal(read([deep(0, 200)], [0])?.[0]?.ending.kind, 'next');
      const [note] = read([deep(0, 300)], [0]) ?? [];
      assert.deepEqual([note?.ending.kind, note?.user, note?.context], ['failure', null, null]);
      assert.match(
        note?.ending.kind === 'failure' ? note.ending.reason : '',
        /nested deeper than 256 levels$/,
      );
    });
    it('end there, whatever the rules after it did, unless it may fail', () => {
      assert.deepEqual(endingsOf([deep(0, 300), noteOf(3)], [0, 3]), [['failure', null]]);
      const both = endingsOf([deep(1, 300), noteOf(3)], [1, 3]);
      assert.deepEqual(
        both?.map(([kind]) => kind),
        ['failure', 'next'],
      );
    });
    it('are not taken when it came to another end', () =>
      assert.equal(read([deep(0, 300, deny)], [0]), null));
  });
  it('are cut where people stop reading', () => {
    const ending = { kind: 'failure', reason: 'x'.repeat(100_000) };
    const asked = { places: [0], rules: RULES, limits: LIMITS };
    const [note] = readNotes([{ ...noteOf(0), ending }], asked, 'complete') ?? [];
    assert.equal(note?.ending.kind === 'failure' && note.ending.reason.length, 4096);
  });
});
