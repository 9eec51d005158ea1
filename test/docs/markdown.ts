import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that documents are named from. */
export const ROOT = join(import.meta.dirname, '../..');

/** A fenced block of code in a document. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** The line of the file on which its fence opens, from 1. */
  readonly line: number;
  /** The heading of the second level that it stands under. */
  readonly heading: string;
}

export function readDocument(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** All fenced blocks of a document, in order. */
export function codeBlocks(document: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let heading = '';
  let open: { readonly language: string; readonly line: number; readonly lines: string[] } | null = null;
  for (const [index, line] of document.split('\n').entries()) {
    const fence = /^```(\w*)/.exec(line);
    if (open === null) {
      heading = /^## (.+)/.exec(line)?.[1] ?? heading;
      if (fence !== null) open = { language: fence[1] ?? '', line: index + 1, lines: [] };
    } else if (fence === null) open.lines.push(line);
    else {
      blocks.push({ language: open.language, line: open.line, heading, text: `${open.lines.join('\n')}\n` });
      open = null;
    }
  }
  return blocks;
}

/** The targets of links that stay in the repository, without their anchors. */
export function relativeLinks(document: string): readonly string[] {
  return [...proseOf(document).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** A link to a heading of a document; `target` is empty for the same document. */
export interface LinkedHeading {
  readonly target: string;
  readonly anchor: string;
}

/** The links of a document that lead to headings in the repository. */
export function linkedHeadings(document: string): readonly LinkedHeading[] {
  return [...proseOf(document).matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g)]
    .map(([, target = '', anchor = '']) => ({ target, anchor }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** The names under which links find the headings of a document, as GitHub makes them. */
export function anchorsOf(document: string): readonly string[] {
  return document
    .replace(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .flatMap((line) => /^#+ (.+)/.exec(line)?.[1] ?? [])
    .map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    );
}

/** A document without its code. */
function proseOf(document: string): string {
  return document.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}

/** The rows, cell by cell, of the tables under a heading of any level; the head of each table is left out. */
export function tableRows(document: string, heading: string): readonly (readonly string[])[] {
  const lines = document.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start === -1) throw new Error(`the document has a heading \`${heading}\``);
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  const section = end === -1 ? rest : rest.slice(0, end);
  return section
    .filter((line, index) => line.startsWith('| ') && !section[index + 1]?.startsWith('|--'))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** What stands in backticks in a cell. */
export function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`` (.+?) ``|`([^`]+)`/g)].map(([, long, short]) => long ?? short ?? '');
}
