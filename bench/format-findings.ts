import { type Bar, type Findings, isReached, type Table } from './section.ts';

/** The findings of a section as tables in Markdown, which a terminal shows well enough, too. */
export function formatFindings({ tables, bars }: Findings): string {
  return [...tables.map(formatTable), ...(bars.length === 0 ? [] : [formatBars(bars)])].join('\n');
}

/** A table of bars. */
export function formatBars(bars: readonly Bar[]): string {
  const rows = bars.map((bar) => [
    bar.what,
    measured(bar.found, bar.unit),
    `${bar.kind} ${measured(bar.limit, bar.unit)}`,
    isReached(bar) ? 'yes' : '**no**',
  ]);
  return formatGrid(['what is to be reached', 'measured', 'bar', 'reached'], rows);
}

function formatTable({ title, unit, lines }: Table): string {
  const notes = lines.some(({ note }) => note !== '');
  const rows = lines.map(({ name, note, median, low, high, ratio }) => [
    name,
    formatFigure(median),
    `${formatFigure(low)} – ${formatFigure(high)}`,
    `× ${formatFigure(ratio)}`,
    ...(notes ? [note] : []),
  ]);
  return formatGrid([title, `${unit}`, 'half of all', 'ratio', ...(notes ? ['note'] : [])], rows);
}

/** Three figures that mean something. */
export function formatFigure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

function measured(value: number, unit: Bar['unit']): string {
  const figure = value >= 10 ? formatFigure(value) : String(Number(value.toPrecision(3)));
  return unit === '×' ? `${unit} ${figure}` : `${figure} ${unit}`;
}

/** First column to the left, notes too, figures to the right. */
function formatGrid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isLeft = (column: number) => column === 0 || column === 4;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (isLeft(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (isLeft(column) ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `${[line(head), rule, ...rows.map(line)].join('\n')}\n`;
}
