import type { TableDefinition, Word } from '../../../grammar/index.ts';
import type { Type } from '../../../stdlib/index.ts';
import { foldItems, foldOf } from '../../lower/lower-context.ts';
import type { Definition } from '../check.ts';
import { readItemType, readValueType } from '../expressions/read-type.ts';
import { duplicateRow, listInsteadOfOne, unfittingRow } from '../messages/check-definition-messages.ts';
import { unfittingText } from '../messages/check-type-messages.ts';
import { fitText } from './fit-text.ts';
import { cellAt, type DefinitionContext, readDataFile } from './read-data-file.ts';

type Rows = (readonly [key: string, value: string | readonly string[]])[];

/** A table with its rows, from the policy or from a file; no two rows have keys that the type of the keys holds equal. */
export function checkTable(
  table: TableDefinition,
  context: DefinitionContext,
): Definition & { readonly kind: 'table' } {
  const from = readItemType(table.from, context);
  const to = readValueType(table.to, context);
  const rows: Rows = [];
  if (from.kind !== 'error' && to.kind !== 'error') {
    addRows(table, from, to, rows, context);
    addFileRows(table, from, to, rows, context);
  }
  return { kind: 'table', from, to, rows };
}

function addRows(table: TableDefinition, from: Type, to: Type, rows: Rows, context: DefinitionContext): void {
  const seen = new Map<string, Word>();
  for (const { key, value } of table.rows) {
    const folded = foldKey(key.text, from);
    const first = seen.get(folded);
    if (first !== undefined) {
      context.report(duplicateRow({ key: key.text, span: key.span, first: first.span, where: null }));
      continue;
    }
    seen.set(folded, key);
    const values = 'text' in value ? [value] : value;
    const [only] = values;
    const member = to.kind === 'list' ? to.of : to;
    const fit = [isFitting(key, from, context), ...values.map((one) => isFitting(one, member, context))];
    if (!fit.every(Boolean)) continue;
    if (to.kind === 'list') rows.push([key.text, values.map((one) => one.text)]);
    else if (values.length === 1 && only !== undefined) rows.push([key.text, only.text]);
    else context.report(listInsteadOfOne({ span: key.span, type: to.kind, count: values.length }));
  }
}

function isFitting(word: Word, type: Type, context: DefinitionContext): boolean {
  const misfit = fitText(word.text, type);
  if (misfit === null) return true;
  const { expected, help } = misfit;
  context.report(unfittingText({ span: word.span, text: word.text, expected, help }));
  return false;
}

/** Key in the first column, value in the second; the values of a list in all that follow, several parted by `;`. */
function addFileRows(
  table: TableDefinition,
  from: Type,
  to: Type,
  rows: Rows,
  context: DefinitionContext,
): void {
  const { file } = table;
  const data = file === null ? null : readDataFile(file, context);
  if (file === null || data === null) return;
  const seen = new Map<string, number>();
  let isTold = false;
  for (const row of data.rows) {
    const key = cellAt(row, 0);
    if (key === '') continue;
    const folded = foldKey(key, from);
    const first = seen.get(folded);
    if (first !== undefined && !isTold) {
      const where = `lines ${first} and ${row.line} of \`${file.text}\``;
      context.report(duplicateRow({ key, span: file.span, first: null, where }));
      isTold = true;
    }
    seen.set(folded, row.line);
    const values =
      to.kind === 'list' ? row.cells.slice(1).flatMap((cell) => cell.split(';')) : [cellAt(row, 1)];
    const texts = values.map((text) => text.trim()).filter((text) => text !== '');
    const misfit = firstMisfit([
      [key, from],
      ...texts.map((text) => [text, to.kind === 'list' ? to.of : to] as const),
    ]);
    if (misfit !== null && !isTold) {
      const where = `${file.text}, line ${row.line}`;
      context.report(unfittingRow({ span: file.span, where, more: 0, ...misfit }));
      isTold = true;
    }
    const [only] = texts;
    if (to.kind === 'list') rows.push([key, texts]);
    else if (only !== undefined) rows.push([key, only]);
  }
}

function firstMisfit(
  values: readonly (readonly [text: string, type: Type])[],
): { text: string; expected: string; help: string } | null {
  for (const [text, type] of values) {
    const misfit = fitText(text, type);
    if (misfit !== null) return { text, expected: misfit.expected, help: misfit.help };
  }
  return null;
}

function foldKey(key: string, type: Type): string {
  return foldItems([key], foldOf(type))[0] ?? key;
}
