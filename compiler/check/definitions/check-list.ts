import type { ListDefinition, Span } from '../../../grammar/index.ts';
import { scalar, type Type } from '../../../stdlib/index.ts';
import type { Definition } from '../check.ts';
import { readItemType } from '../expressions/read-type.ts';
import { unfittingRow } from '../messages/check-definition-messages.ts';
import { type Rewrite, unfittingText } from '../messages/check-type-messages.ts';
import { fitText, type Misfit } from './fit-text.ts';
import { cellAt, type DefinitionContext, findColumn, readDataFile } from './read-data-file.ts';

/** A list with its items, from the policy or from a file; every item is a value of the list's type. */
export function checkList(
  list: ListDefinition,
  context: DefinitionContext,
): Definition & { readonly kind: 'list' } {
  const type = readItemType(list.of, context);
  const items: string[] = [];
  for (const { text, span } of list.items) {
    const misfit = fitText(text, type);
    if (misfit === null) items.push(text);
    else
      context.report(
        unfittingText({
          span,
          text,
          expected: misfit.expected,
          help: misfit.help,
          rewrite: rewriteOf(misfit, span),
        }),
      );
  }
  return { kind: 'list', type, items: [...items, ...readItems(list, type, context)] };
}

/** The dates of a file, one a line. */
export function readDates(
  list: Pick<ListDefinition, 'file' | 'column'>,
  context: DefinitionContext,
): readonly string[] {
  return readItems(list, scalar('date'), context);
}

function rewriteOf({ meant }: Misfit, span: Span): Rewrite | null {
  return meant === null ? null : { text: meant, edits: [{ span, text: meant }] };
}

/** A file can have a million lines, so that only the first bad one is told. */
function readItems(
  { file, column }: Pick<ListDefinition, 'file' | 'column'>,
  type: Type,
  context: DefinitionContext,
): readonly string[] {
  const data = file === null ? null : readDataFile(file, context);
  if (file === null || data === null) return [];
  const index = findColumn(column, file, data, context);
  if (index === null) return [];
  const items: string[] = [];
  let bad: { readonly misfit: Misfit; readonly text: string; readonly line: number } | null = null;
  let badCount = 0;
  for (const row of data.rows) {
    const text = cellAt(row, index);
    if (text === '') continue;
    const misfit = fitText(text, type);
    if (misfit === null) items.push(text);
    else {
      badCount++;
      bad ??= { misfit, text, line: row.line };
    }
  }
  if (bad !== null) {
    const { misfit, text, line } = bad;
    const where = `${file.text}, line ${line}`;
    const { expected, help } = misfit;
    context.report(unfittingRow({ span: file.span, text, expected, help, where, more: badCount - 1 }));
  }
  return items;
}
