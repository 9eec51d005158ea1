import { displayText, displayWidth } from '../grammar/index.ts';

/** Texts in columns that stand under each other. */
export interface Table {
  /** The line of the head. */
  readonly head: string;
  row(cells: readonly string[]): string;
}

/**
 * A table for a terminal of some width. The rows that are known decide how wide the columns are, and the last column
 * takes what is left; what does not fit is cut.
 */
export function createTable(
  head: readonly string[],
  known: readonly (readonly string[])[],
  columns: number,
): Table {
  const widths = head.map((title, index) => {
    const longest = Math.max(...[title, ...known.map((row) => row[index] ?? '')].map(displayWidth));
    return Math.min(longest, WIDEST);
  });
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP, 0);
  const last = Math.max(columns - before, NARROWEST);
  const format = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index === cells.length - 1 ? fit(cell, last) : pad(fit(cell, widths[index] ?? 0), widths[index] ?? 0),
      )
      .join(' '.repeat(GAP))
      .trimEnd();
  return { head: format(head), row: format };
}

const WIDEST = 36;
const NARROWEST = 20;
const GAP = 2;

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function fit(cell: string, width: number): string {
  const text = displayText(cell);
  if (displayWidth(text) <= width) return text;
  let cut = '';
  for (const character of text) {
    if (displayWidth(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
