import { hasErrors } from './diagnostic.ts';
import { valueAt } from './parse-text.ts';
import { printYaml } from './print-data.ts';
import type { Source } from './source.ts';
import { lineEnd, lineStart } from './yaml-lines.ts';
import { readYaml } from './yaml-profile.ts';
import type { Yaml, YamlList, YamlMap } from './yaml-tree.ts';

/**
 * The text of a policy or of a file of tests with one more item at the end of its list `key`. The item is lines that
 * begin with a dash, not indented. Everything else stays as it is, to the byte. Null when the file, or the item, cannot
 * be read.
 */
export function insertItem(source: Source, key: string, item: string): string | null {
  const { text } = source;
  const { root, diagnostics } = readYaml(source);
  if (root === null && diagnostics.every(({ code }) => code === 'empty-policy'))
    return append(text, key, item, 0);
  if (root === null || hasErrors(diagnostics)) return null;
  const found = root.entries.get(key);
  const isFlowFile = text[root.span.start] === '{';
  if (found === undefined) {
    return isFlowFile
      ? insertKey(text, root, key, item)
      : append(text, key, item, columnAt(text, root.span.start));
  }
  const { value } = found;
  const { span } = found.key;
  const column = columnAt(text, span.start) + 2;
  if (value.kind === 'nothing') {
    return isFlowFile ? null : insertLines(text, lineEnd(text, span.end), item, column);
  }
  if (value.kind !== 'list') return null;
  if (text[value.span.start] !== '[') return insertBelow(text, value, item);
  const isOnLine = lineEnd(text, span.start) >= value.span.end;
  if (value.items.length > 0 || isFlowFile || !isOnLine) return insertInBrackets(text, value, item);
  const colon = text.indexOf(':', span.end) + 1;
  const opened = text.slice(0, colon) + text.slice(value.span.end);
  return insertLines(opened, lineEnd(opened, colon), item, column);
}

/** After the last item of a list with dashes, in its column. */
function insertBelow(text: string, list: YamlList, item: string): string {
  let end = lineEnd(text, endOf(list, text));
  if (endsInBlock(text, list)) {
    // Empty lines at the end of a block of text can be part of it.
    for (let next = blankLineAfter(text, end); next !== null; next = blankLineAfter(text, end)) end = next;
  }
  const column = columnAt(text, list.span.start);
  // What is said below the last item, and indented as it is, belongs to it.
  for (let next = commentAfter(text, end, column); next !== null; next = commentAfter(text, end, column))
    end = next;
  const [last, before] = list.items.toReversed();
  const gap =
    before === undefined || last === undefined ? '' : text.slice(endOf(before, text), last.span.start);
  const isSpaced = /\n[ \t]*\r?\n/.test(gap);
  return insertLines(text, end, item, column, isSpaced ? [''] : []);
}

/** Where the last thing in a value ends that is no comment: YAML counts those below it in. */
function endOf(value: Yaml, text: string): number {
  const isInBrackets = text[value.span.start] === '[' || text[value.span.start] === '{';
  if (isInBrackets) return value.span.end;
  if (value.kind === 'list') return endOf(value.items.at(-1) ?? { ...value, kind: 'nothing' }, text);
  if (value.kind !== 'map') return value.span.end;
  const last = [...value.entries.values()].at(-1);
  return last === undefined ? value.span.end : Math.max(last.key.span.end, endOf(last.value, text));
}

function insertLines(
  text: string,
  at: number,
  item: string,
  column: number,
  before: readonly string[] = [],
): string {
  const lines = [...before, ...indent(item, column)];
  return `${text.slice(0, at)}${lines.map((line) => `${lineBreakOf(text)}${line}`).join('')}${text.slice(at)}`;
}

/** At the end of the file, or before the line that ends its document. */
function append(text: string, key: string, item: string, column: number): string {
  const at = /^\.\.\.(?=\s|$)/m.exec(text)?.index ?? text.length;
  const lines = [`${' '.repeat(column)}${key}:`, ...indent(item, column + 2)];
  const lineBreak = lineBreakOf(text);
  const start = at === 0 || text[at - 1] === '\n' || text.slice(0, at) === '\ufeff' ? '' : lineBreak;
  return `${text.slice(0, at)}${start}${lines.map((line) => `${line}${lineBreak}`).join('')}${text.slice(at)}`;
}

function insertInBrackets(text: string, list: YamlList, item: string): string | null {
  const written = onOneLine(item);
  if (written === null) return null;
  const last = list.items.at(-1);
  const at = last?.span.end ?? list.span.start + 1;
  return `${text.slice(0, at)}${last === undefined ? '' : ', '}${written}${text.slice(at)}`;
}

function insertKey(text: string, root: YamlMap, key: string, item: string): string | null {
  const written = onOneLine(item);
  const last = [...root.entries.values()].at(-1);
  if (written === null || last === undefined) return null;
  const at = Math.max(last.key.span.end, last.value.span.end);
  return `${text.slice(0, at)}, ${key}: [${written}]${text.slice(at)}`;
}

function onOneLine(item: string): string | null {
  const { root } = readYaml({ name: '', text: `items:\n${indent(item, 2).join('\n')}\n` });
  const items = root === null ? null : valueAt(root, 'items');
  const [first] = items?.kind === 'list' ? items.items : [];
  return first?.kind === 'map' ? printYaml(first) : null;
}

function indent(item: string, column: number): readonly string[] {
  return item
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `${' '.repeat(column)}${line}`);
}

function columnAt(text: string, offset: number): number {
  return text.slice(lineStart(text, offset), offset).replace('\ufeff', '').length;
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** True when the last text in the value is one that begins with `|` or `>`. */
function endsInBlock(text: string, value: Yaml): boolean {
  switch (value.kind) {
    case 'text':
      return text[value.span.start] === '|' || text[value.span.start] === '>';
    case 'list': {
      const last = value.items.at(-1);
      return last !== undefined && endsInBlock(text, last);
    }
    case 'map': {
      const last = [...value.entries.values()].at(-1);
      return last !== undefined && endsInBlock(text, last.value);
    }
    case 'nothing':
    case 'unreadable':
      return false;
  }
}

/** The end of the line after the one that ends at `end`, if there is nothing on it. */
function blankLineAfter(text: string, end: number): number | null {
  const blank = /^\r?\n[ \t]*(?=\r?\n)/.exec(text.slice(end));
  return blank === null ? null : end + blank[0].length;
}

/** The end of the next line, if there is nothing on it but a comment that begins to the right of a column. */
function commentAfter(text: string, end: number, column: number): number | null {
  const [line, spaces = ''] = /^\r?\n( *)#[^\r\n]*/.exec(text.slice(end)) ?? [];
  return line === undefined || spaces.length <= column ? null : end + line.length;
}
