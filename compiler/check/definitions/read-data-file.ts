import { type Diagnostic, suggest, type Word } from '../../../grammar/index.ts';
import type { DataFile, DataRow, World } from '../check.ts';
import { emptyFile, unknownColumn, unreadableFile } from '../messages/check-definition-messages.ts';

/** Where definitions find their files and leave their diagnostics. */
export interface DefinitionContext {
  readonly world: World;
  readonly timezone: string | null;
  readonly report: (diagnostic: Diagnostic) => void;
}

export type ReadFile = DataFile & { readonly kind: 'rows' };

/** The rows of a file that a policy names; null, and reported, when there are none. */
export function readDataFile(file: Word, context: DefinitionContext): ReadFile | null {
  const data = context.world.files.get(file.text);
  if (data?.kind !== 'rows') {
    const reason = data === undefined ? 'it was not read' : data.reason;
    context.report(unreadableFile({ file: file.text, span: file.span, reason }));
    return null;
  }
  if (data.rows.length > 0) return data;
  context.report(emptyFile({ file: file.text, span: file.span, line: data.header === null ? null : 1 }));
  return null;
}

/** The index of a column: the named one, or the first; null, and reported, when there is no such column. */
export function findColumn(
  column: Word | null,
  file: Word,
  data: ReadFile,
  context: DefinitionContext,
): number | null {
  if (column === null) return 0;
  const index = data.header?.indexOf(column.text) ?? -1;
  if (index !== -1) return index;
  const suggestion = suggest(column.text, data.header ?? []);
  context.report(
    unknownColumn({
      column: column.text,
      file: file.text,
      span: column.span,
      known: data.header,
      suggestion,
    }),
  );
  return null;
}

/** A cell without the spaces around it; empty when the row is too short. */
export function cellAt(row: DataRow, index: number): string {
  return (row.cells[index] ?? '').trim();
}
