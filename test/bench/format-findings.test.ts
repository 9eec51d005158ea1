import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatBars, formatFigure, formatFindings } from '../../bench/format-findings.ts';
import type { Bar } from '../../bench/section.ts';

const bar = (found: number, limit: number, kind: Bar['kind']): string =>
  formatBars([{ what: 'it', found, limit, kind, unit: '×' }]).split('\n')[2] ?? '';

describe('a table of findings', () => {
  it('shows three figures that mean something', () => {
    assert.deepEqual([0.0123456, 1.23456, 12.3456, 123.456, 12345.6].map(formatFigure), [
      '0.0123',
      '1.23',
      '12.3',
      '123',
      '12,346',
    ]);
  });

  it('says of a bar whether it is reached, the bar itself included', () => {
    assert.match(bar(4, 4, 'at most'), /× 4 \| at most × 4 \| +yes \|$/);
    assert.match(bar(4.1, 4, 'at most'), /\*\*no\*\* \|$/);
    assert.match(bar(0.95, 0.9, 'at least'), /yes \|$/);
    assert.match(bar(0.85, 0.9, 'at least'), /\*\*no\*\* \|$/);
  });

  it('is reached by no figure that is none', () => assert.match(bar(Number.NaN, 4, 'at most'), /\*\*no\*\*/));

  it('has a column of notes only where there are some', () => {
    const table = (note: string) =>
      formatFindings({
        tables: [
          { title: 't', unit: 'µs', lines: [{ name: 'a', note, median: 1, low: 1, high: 1, ratio: 1 }] },
        ],
        bars: [],
        charts: [],
      });
    assert.ok(!table('').includes('note'));
    assert.ok(table('no sandbox').includes('no sandbox'));
  });
});
