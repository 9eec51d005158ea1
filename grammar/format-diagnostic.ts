import type { Diagnostic, Fix, Severity } from './diagnostic.ts';
import { displayCells, displayText } from './display-text.ts';
import { positionAt, type Source, type Span } from './source.ts';

/** What a piece of a frame is, for those who colour it. The severities stand for the title and its underline. */
export type FramePart = Severity | 'message' | 'place' | 'gutter' | 'help' | 'docs';

/** Dresses a piece of a frame, for example with terminal colours; it gets text without line breaks. */
export type FrameStyle = (part: FramePart, text: string) => string;

/** What was found in one source. */
export interface Finding {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

const LINES_BEFORE = 2;
const LINES_AFTER = 1;
/** A longer span shows its first lines and its last. */
const LONGEST_SPAN = 5;
const LONGEST_LINE = 140;

/**
 * A diagnostic as people read it on a terminal: the message, the place, the lines around it with the exact span
 * underlined, then other places, what to write instead and where to read more. No line break at the end.
 */
export function formatDiagnostic(source: Source, diagnostic: Diagnostic, style: FrameStyle = plain): string {
  const { severity, code } = diagnostic;
  const title = `${style(severity, `${severity}[${code}]`)}: ${style('message', displayText(diagnostic.message))}`;
  return [
    title,
    ...frame(source, diagnostic.span, severity, { before: LINES_BEFORE, after: LINES_AFTER }, style),
    ...(diagnostic.notes ?? []).flatMap((note) => [
      `  ${style('note', 'note')}: ${displayText(note.message)}`,
      ...frame(source, note.span, 'note', { before: 0, after: 0 }, style),
    ]),
    ...helpLines(diagnostic).map((line) => `  ${style('help', 'help')}: ${displayText(line)}`),
    `  ${style('docs', `docs: run: lintel explain ${code}`)}`,
  ].join('\n');
}

/** `2 errors, 1 warning in 3 files`, `no errors, 1 note in 1 file`, or `no problems`; the files are those in which something was found. */
export function formatSummary(findings: readonly Finding[]): string {
  const found = findings.filter((finding) => finding.diagnostics.length > 0);
  const all = found.flatMap((finding) => finding.diagnostics);
  const counts = (['error', 'warning', 'note'] as const)
    .map((severity) => [severity, all.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => plural(count, severity));
  if (counts.length === 0) return 'no problems';
  const isFine = all.every(({ severity }) => severity !== 'error');
  return `${isFine ? 'no errors, ' : ''}${counts.join(', ')} in ${plural(found.length, 'file')}`;
}

function plain(_part: FramePart, text: string): string {
  return text;
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A fix that only does what the help says already is a tag on the help; every other fix is a line of its own. */
function helpLines({ help, fixes = [] }: Diagnostic): readonly string[] {
  if (help === undefined) return fixes.map(fixLine);
  const [only, ...others] = fixes;
  if (only === undefined) return [help];
  if (others.length === 0 && says(help, only)) return [`${help}  ${fixTag(only)}`];
  return [help, ...fixes.map(fixLine)];
}

function says(help: string, fix: Fix): boolean {
  const quoted = fix.title.match(/`[^`]+`/g) ?? [];
  const inHelp = bare(help);
  return quoted.length > 0
    ? quoted.every((words) => inHelp.includes(bare(words)))
    : help.startsWith(fix.title);
}

/** Without quotes, which the help and the fix do not set alike. */
function bare(words: string): string {
  return words.replaceAll(/["`]/g, '');
}

function fixLine(fix: Fix): string {
  return `${fix.title}  ${fixTag(fix)}`;
}

function fixTag(fix: Fix): string {
  return fix.safe ? '[fix, safe]' : '[fix]';
}

interface Around {
  readonly before: number;
  readonly after: number;
}

function frame(
  source: Source,
  span: Span,
  severity: Severity,
  around: Around,
  style: FrameStyle,
): readonly string[] {
  const name = displayText(source.name);
  if (source.text === '') return [`  ${style('place', name)}`];
  const start = positionAt(source, span.start);
  const lastLine = positionAt(source, Math.max(span.start, span.end - 1)).line;
  const numberWidth = Math.max(3, String(lastLine + around.after).length);
  const gutter = (label: string) => `  ${label.padStart(numberWidth)} |`;
  const rows = [`  ${style('place', `${name}:${start.line}:${start.column}`)}`];
  let skipped = false;
  for (const line of linesOf(source, start.line - around.before, lastLine + around.after)) {
    if (lastLine - start.line >= LONGEST_SPAN && line.number > start.line + 2 && line.number < lastLine) {
      if (!skipped) rows.push(style('gutter', gutter('...')));
      skipped = true;
      continue;
    }
    const { shown, underline } = markLine(line, span);
    rows.push(`${style('gutter', gutter(String(line.number)))} ${shown}`.trimEnd());
    if (line.number >= start.line && line.number <= lastLine && underline !== '') {
      const offset = underline.length - underline.trimStart().length;
      rows.push(`${style('gutter', gutter(''))} ${' '.repeat(offset)}${style(severity, underline.trim())}`);
    }
  }
  return rows;
}

interface Line {
  readonly number: number;
  /** The offset of its first character. */
  readonly start: number;
  readonly text: string;
}

/** The lines from one number to another, as far as the text has them; the empty one after a last line break is none. */
function linesOf(source: Source, from: number, to: number): readonly Line[] {
  const lines: Line[] = [];
  for (let number = 1, start = 0; number <= to; number++) {
    const next = source.text.indexOf('\n', start);
    const text = source.text.slice(start, next === -1 ? undefined : next).replace(/\r$/, '');
    if (number >= from && (next !== -1 || text !== '' || lines.length === 0 || number < to)) {
      lines.push({ number, start, text });
    }
    if (next === -1) break;
    start = next + 1;
  }
  return lines;
}

/** The line as a terminal shows it, and carets under the part that is in the span; none when no part of it is. */
function markLine(line: Line, span: Span): { readonly shown: string; readonly underline: string } {
  const text = line.text;
  const indent = text.length - text.trimStart().length;
  const from = Math.min(text.length, span.start > line.start ? span.start - line.start : indent);
  const to = Math.max(Math.min(span.end - line.start, text.trimEnd().length), from);
  const { cut, offset, open, close } = cropLine(text, from);
  const blankLine = span.start < line.start && text.trim() === '';
  let shown = open;
  let underline = ' '.repeat(open.length);
  for (const cell of displayCells(cut)) {
    shown += cell.shown;
    const marked = cell.end + offset > from && cell.start + offset < to;
    underline += (marked ? '^' : ' ').repeat(cell.width);
  }
  if (to === from && !blankLine) underline = `${columnsBefore(cut, from - offset, open)}^`;
  return { shown: shown + close, underline: underline.trimEnd() };
}

function columnsBefore(text: string, offset: number, open: string): string {
  const before = displayCells(text).filter((cell) => cell.end <= offset);
  return ' '.repeat(before.reduce((width, cell) => width + cell.width, open.length));
}

/** The part of a very long line around an offset. */
function cropLine(text: string, around: number) {
  if (text.length <= LONGEST_LINE) return { cut: text, offset: 0, open: '', close: '' };
  const offset = Math.max(0, Math.min(around - LONGEST_LINE / 3, text.length - LONGEST_LINE) | 0);
  const end = offset + LONGEST_LINE;
  return {
    cut: text.slice(offset, end),
    offset,
    open: offset > 0 ? '… ' : '',
    close: end < text.length ? ' …' : '',
  };
}
