import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildFlatTable, openFlatTable } from '../../stdlib/flat-table.ts';

type Rows = readonly (readonly [string, string | readonly string[]])[];

const table = (rows: Rows) => openFlatTable(buildFlatTable(rows));
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u0142', '\ud800', '"', '\\'), maxLength: 2 });
const rows = fc.array(fc.tuple(text, fc.oneof(text, fc.array(text, { maxLength: 3 }))), { maxLength: 12 });

describe('tables in flat memory', () => {
  it('have no row where there is none', () => assert.equal(table([]).get('a'), undefined));
  it('tell a text from a list of it, and an empty list from nothing', () => {
    const roles = table([
      ['hr', 'read'],
      ['it', ['read']],
      ['none', []],
      ['blank', ''],
    ]);
    assert.deepEqual(['hr', 'it', 'none', 'blank', 'constructor'].map(roles.get), [
      'read',
      ['read'],
      [],
      '',
      undefined,
    ]);
  });
  it('may have as many values as rows', () => {
    const many = table(Array.from({ length: 3000 }, (_, index) => [`key-${index}`, `value-${index}`]));
    for (const index of [0, 7, 2999]) assert.equal(many.get(`key-${index}`), `value-${index}`);
    assert.equal(many.get('key-3000'), undefined);
  });

  it('law: give what a plain table does, asked again, too', () =>
    fc.assert(
      fc.property(rows, text, (given, key) => {
        const built = table(given);
        const plain = new Map<string, string | readonly string[]>(given);
        for (const one of [key, ...plain.keys(), ...plain.keys()])
          assert.deepEqual(built.get(one), plain.get(one));
      }),
    ));
});
