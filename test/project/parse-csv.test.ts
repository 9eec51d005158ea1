import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseCsv } from '../../project/parse-csv.ts';

describe('parseCsv', () => {
  it('takes the first row for the header and keeps the line of each row', () => {
    assert.deepEqual(parseCsv('email,note\nana@x.example,Ana\n\nbob@x.example,Bob\n', 9), {
      kind: 'rows',
      header: ['email', 'note'],
      rows: [
        { cells: ['ana@x.example', 'Ana'], line: 2 },
        { cells: ['bob@x.example', 'Bob'], line: 4 },
      ],
    });
  });

  it('lets the header decide what stands between cells', () => {
    assert.deepEqual(cells('group;role\nHR, Berlin;hr.admin'), [['HR, Berlin', 'hr.admin']]);
    assert.deepEqual(cells('group\trole\nHR\thr.admin'), [['HR', 'hr.admin']]);
    assert.deepEqual(cells('"a;b",role\nHR;x,hr.admin'), [['HR;x', 'hr.admin']]);
  });

  it('reads quoted cells with separators, doubled quotes and line breaks', () => {
    assert.deepEqual(cells('a,b\n"x, ""y""","two\nlines"\nlast,one'), [
      ['x, "y"', 'two\nlines'],
      ['last', 'one'],
    ]);
    assert.equal(lineOfLast('a,b\n"x","two\nlines"\nlast,one'), 4);
  });

  it('leaves out spaces around cells, and the CR of a CRLF', () => {
    assert.deepEqual(cells('a , b\r\n x , "y" \r\n'), [['x', 'y']]);
  });

  it('says what is wrong and in which line', () => {
    assert.equal(reason('a\nx\n"y\nz\n'), 'line 3 opens a quotation mark that is never closed');
    assert.equal(reason('a,b\n"x"y,z\n'), 'line 2 has `y` after a closing quotation mark');
    assert.equal(reason('a,b,a\n1,2,3'), 'its header names the column `a` twice');
    assert.equal(reason('a\n1\n2\n3', 2), 'it has more than 2 rows');
  });

  it('gives no rows for a text without any', () => {
    assert.deepEqual(parseCsv('email\n', 9), { kind: 'rows', header: ['email'], rows: [] });
    assert.deepEqual(parseCsv('\n \n', 9), { kind: 'rows', header: null, rows: [] });
  });

  it('does not swallow the first item of a file without a header', () => {
    for (const item of ['ana@x.example', '2026-12-25', '203.0.113.0/24', '2001:db8::/32', '1234']) {
      assert.match(reason(`${item}\nother\n`), /^its first row has `.+`, which looks like an item/);
    }
    assert.deepEqual(cells('e-mail 2\nx'), [['x']]);
  });

  it('law: what is written as CSV is read back', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' x', 'é') })
      .map((text) => text.trim());
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(table, (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quote).join(',')).join('\n');
        assert.deepEqual(cells(`first,second\n${text}`), rows);
      }),
    );
  });
});

function cells(text: string): readonly (readonly string[])[] {
  const csv = parseCsv(text, 1000);
  return csv.kind === 'rows' ? csv.rows.map((row) => row.cells) : assert.fail(csv.reason);
}

function lineOfLast(text: string): number | undefined {
  const csv = parseCsv(text, 1000);
  return csv.kind === 'rows' ? csv.rows.at(-1)?.line : assert.fail(csv.reason);
}

function reason(text: string, maximum = 1000): string {
  const csv = parseCsv(text, maximum);
  return csv.kind === 'unreadable' ? csv.reason : assert.fail('the file is readable');
}
