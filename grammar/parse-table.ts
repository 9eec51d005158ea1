import { parseData } from './parse-data.ts';
import { parseExpectation } from './parse-expectation.ts';
import { type Reading, valueAt } from './parse-text.ts';
import { missingKey } from './policy-messages.ts';
import type { TestRow } from './policy-test.ts';
import { type Column, readColumn } from './read-column.ts';
import type { Span } from './source.ts';
import { checkExpectation } from './structure.ts';
import { duplicateColumn, raggedTable } from './test-messages.ts';
import type { Yaml, YamlEntry, YamlList, YamlMap } from './yaml-tree.ts';

/**
 * The rows of the `table` of a test; null when there are none to speak of. A row keeps what it says in good columns,
 * whatever is wrong with the others.
 */
export function parseTable(test: YamlMap, reading: Reading): readonly TestRow[] | null {
  const table = valueAt(test, 'table');
  const [header, ...rows] = table?.kind === 'list' ? table.items : [];
  if (header?.kind !== 'list') return null;
  const columns = header.items.map(readColumn);
  reading.diagnostics.push(
    ...columns.flatMap((column) => (column.kind === 'bad' ? [column.diagnostic] : [])),
  );
  reportRepeated(columns, reading);
  const expect = valueAt(test, 'expect');
  if (expect === null && !test.hasLostKeys && columns.every(({ kind }) => kind === 'login')) {
    reading.diagnostics.push(missingKey({ keys: ['expect'], owner: 'this test', span: header.span }));
  }
  const base = expect?.kind === 'map' ? expect : null;
  return rows.flatMap((row) => (row.kind === 'list' ? [parseRow(row, { columns, base, reading })] : []));
}

interface Table {
  readonly columns: readonly Column[];
  /** What is expected of all rows. */
  readonly base: YamlMap | null;
  readonly reading: Reading;
}

function parseRow(row: YamlList, { columns, base, reading }: Table): TestRow {
  const { span, items } = row;
  if (items.length !== columns.length) {
    reading.diagnostics.push(raggedTable({ expected: columns.length, found: items.length, span }));
  }
  const said = columns.flatMap((column, index) => {
    const cell = items[index];
    return cell === undefined || saysNothing(cell) ? [] : [{ column, cell }];
  });
  const cells = said.flatMap(({ column, cell }) => {
    const data = column.kind === 'login' ? parseData(cell) : null;
    return column.kind === 'login' && data !== null ? [{ name: column.name, value: data }] : [];
  });
  let own = emptyMap(span);
  for (const { column, cell } of said) {
    if (column.kind === 'expect') own = overlay(own, nested(column.path, cell));
  }
  if (own.entries.size > 0) reading.diagnostics.push(...checkExpectation(own));
  const whole = overlay(base ?? emptyMap(span), own);
  return { cells, expect: { ...parseExpectation(whole), span }, span };
}

/** A cell `missing` without quotes; an empty one is a mistake that the schema tells. */
function saysNothing(cell: Yaml): boolean {
  return cell.kind === 'text' ? cell.isPlain && cell.text === 'missing' : cell.kind === 'nothing';
}

function reportRepeated(columns: readonly Column[], reading: Reading): void {
  const firsts = new Map<string, Span>();
  for (const column of columns) {
    if (column.kind === 'bad') continue;
    const { text, span } = column.name;
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, span);
    else reading.diagnostics.push(duplicateColumn({ column: text, first, span }));
  }
}

function emptyMap(span: Span): YamlMap {
  return { kind: 'map', entries: new Map(), hasLostKeys: false, span };
}

/** Keys that lead to a cell; messages about them point at the cell. */
function nested(path: readonly string[], cell: Yaml): YamlMap {
  const [step = '', ...rest] = path;
  const { span } = cell;
  const placement = { start: () => span.start, end: () => span.end };
  const entry: YamlEntry = {
    key: { kind: 'text', text: step, isPlain: true, placement, span },
    value: rest.length === 0 ? cell : nested(rest, cell),
  };
  return { ...emptyMap(span), entries: new Map([[step, entry]]) };
}

/** What the second map says goes over what the first says, key by key. */
function overlay(under: YamlMap, over: YamlMap): YamlMap {
  const entries = new Map(under.entries);
  for (const [name, entry] of over.entries) {
    const before = entries.get(name)?.value;
    const { key, value } = entry;
    entries.set(
      name,
      before?.kind === 'map' && value.kind === 'map' ? { key, value: overlay(before, value) } : entry,
    );
  }
  return { ...under, entries };
}
