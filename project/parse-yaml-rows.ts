import type { DataRow } from '../compiler/index.ts';
import { positionAt, readYaml, type Source, type Yaml } from '../grammar/index.ts';
import { type Unreadable, unreadable } from './read-file.ts';

/** The rows of a YAML text; there is no header. */
export type YamlRows =
  | { readonly kind: 'rows'; readonly header: null; readonly rows: readonly DataRow[] }
  | Unreadable;

/** Reads a list of texts, one a row, or keys with a text or a list of texts each, where the key is the first cell. */
export function parseYamlRows(text: string): YamlRows {
  const { source, lineOffset } = underOneKey(text);
  const { root, diagnostics } = readYaml(source);
  const [slip] = diagnostics;
  if (slip?.code === 'empty-policy') return { kind: 'rows', header: null, rows: [] };
  if (slip?.code === 'not-a-policy') return unreadable('it is neither a list nor keys with values');
  if (slip !== undefined) {
    return unreadable(`line ${positionAt(source, slip.span.start).line - lineOffset}: ${slip.message}`);
  }
  const values = lineOffset > 0 ? root?.entries.get(LIST_KEY)?.value : root;
  const rows: DataRow[] = [];
  let line = 1 - lineOffset;
  let counted = 0;
  for (const { at, cells } of values === null || values === undefined ? [] : rowsOf(values)) {
    // Rows come in the order of the file, so that each line break is looked at once.
    for (; counted < at; counted++) if (source.text[counted] === '\n') line++;
    if (cells === null) return unreadable(`line ${line} is not a text`);
    rows.push({ cells, line });
  }
  return { kind: 'rows', header: null, rows };
}

const LIST_KEY = 'items';

/** The reader of YAML wants keys at the top of a file, so that a list goes under one. */
function underOneKey(text: string): { readonly source: Source; readonly lineOffset: number } {
  const isList = /^(?:[ \t]*(?:#.*)?\r?\n)*(?:---[ \t]*\r?\n)?(?:[ \t]*(?:#.*)?\r?\n)*(?:-[ \t\r\n]|\[)/.test(
    text,
  );
  if (!isList) return { source: { name: '', text }, lineOffset: 0 };
  const body = text.replace(/^---[ \t]*$/m, '');
  return { source: { name: '', text: `${LIST_KEY}:\n${body.replace(/^\[/m, ' [')}` }, lineOffset: 1 };
}

interface Row {
  readonly at: number;
  /** Null when there is something else than texts. */
  readonly cells: readonly string[] | null;
}

function rowsOf(value: Yaml): readonly Row[] {
  switch (value.kind) {
    case 'list':
      return value.items.map((item) => ({ at: item.span.start, cells: textsOf(item) }));
    case 'map':
      return Array.from(value.entries.values(), ({ key, value: cell }) => {
        const texts = cell.kind === 'list' ? cell.items.map(textsOf) : [textsOf(cell)];
        const cells = texts.some((one) => one === null)
          ? null
          : [key.text, ...texts.flatMap((one) => one ?? [])];
        return { at: key.span.start, cells };
      });
    case 'text':
    case 'nothing':
    case 'unreadable':
      return [];
  }
}

function textsOf(value: Yaml): readonly string[] | null {
  return value.kind === 'text' ? [value.text] : null;
}
