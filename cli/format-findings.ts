import {
  type Diagnostic,
  displayText,
  type Finding,
  formatDiagnostic,
  formatSummary,
  positionAt,
  type Source,
  type Span,
} from '../grammar/index.ts';
import { frameStyle, type Paint } from './output.ts';

export const FORMATS = ['text', 'json', 'github', 'compact'] as const;
export type Format = (typeof FORMATS)[number];

/** What `lintel check` prints, in one of its forms; docs/CLI.md describes them. `checked` is the number of files. */
export function formatFindings(
  findings: readonly Finding[],
  checked: number,
  format: Format,
  paint: Paint,
): string {
  switch (format) {
    case 'text':
      return formatText(findings, checked, paint);
    case 'json':
      return `${JSON.stringify({ schemaVersion: 1, checkedFiles: checked, diagnostics: jsonOfFindings(findings) }, null, 2)}\n`;
    case 'github':
      return formatGithub(findings);
    case 'compact':
      return each(findings, compactLine).join('');
  }
}

/** Frames only, with a blank line after each. */
export function formatFrames(findings: readonly Finding[], paint: Paint): string {
  const style = frameStyle(paint);
  return each(findings, (source, diagnostic) => `${formatDiagnostic(source, diagnostic, style)}\n\n`).join(
    '',
  );
}

/** Diagnostics as `--json` prints them. */
export function jsonOfFindings(findings: readonly Finding[]) {
  return findings.flatMap(jsonOf);
}

function formatText(findings: readonly Finding[], checked: number, paint: Paint): string {
  const files = `${checked.toLocaleString('en')} file${checked === 1 ? '' : 's'}`;
  return `${formatFrames(findings, paint)}${formatSummary(findings)} (checked ${files})\n`;
}

function each(
  findings: readonly Finding[],
  format: (source: Source, diagnostic: Diagnostic) => string,
): string[] {
  return findings.flatMap(({ source, diagnostics }) => diagnostics.map((one) => format(source, one)));
}

function jsonOf({ source, diagnostics }: Finding) {
  return diagnostics.map(({ code, severity, message, span, help, notes = [], fixes = [] }) => ({
    code,
    severity,
    message,
    file: source.name,
    range: rangeOf(source, span),
    help: help ?? null,
    notes: notes.map((note) => ({ message: note.message, range: rangeOf(source, note.span) })),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map((edit) => ({ range: rangeOf(source, edit.span), text: edit.text })),
    })),
  }));
}

function rangeOf(source: Source, { start, end }: Span) {
  return {
    start: { ...positionAt(source, start), offset: start },
    end: { ...positionAt(source, end), offset: end },
  };
}

function compactLine(source: Source, { severity, code, message, span }: Diagnostic): string {
  const { line, column } = positionAt(source, span.start);
  return `${displayText(`${source.name}:${line}:${column}: ${severity}[${code}]: ${message}`)}\n`;
}

/** GitHub shows ten annotations of a kind for each step and drops the others without a word. */
const SHOWN_BY_GITHUB = 10;

function formatGithub(findings: readonly Finding[]): string {
  const lines = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const annotations = each(findings, (source, one) =>
      one.severity === severity ? annotation(source, one) : '',
    );
    return annotations.filter((line) => line !== '');
  });
  const perKind = new Map<string, number>();
  for (const line of lines) perKind.set(kindOf(line), (perKind.get(kindOf(line)) ?? 0) + 1);
  const hidden = [...perKind.values()].reduce((sum, count) => sum + Math.max(0, count - SHOWN_BY_GITHUB), 0);
  if (hidden > 0) lines.push(`::notice title=lintel::${hidden} more, see the log of this step`);
  return lines.map((line) => `${line}\n`).join('');
}

function kindOf(annotation: string): string {
  return annotation.slice(0, annotation.indexOf(' '));
}

function annotation(source: Source, { severity, code, message, span, help }: Diagnostic): string {
  const start = positionAt(source, span.start);
  const end = positionAt(source, span.end);
  const facts = [
    ['file', source.name],
    ['line', start.line],
    ['col', start.column],
    ['endLine', end.line],
    ['endColumn', end.column],
    ['title', code],
  ];
  const text = help === undefined ? message : `${message}\n${help}`;
  const kind = severity === 'note' ? 'notice' : severity;
  return `::${kind} ${facts.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',')}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
