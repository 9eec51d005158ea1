import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml';
import type { Placement } from './placement.ts';
import { readScalar } from './scalar.ts';
import { type FoundSlip, harmless, isSpoilt, type Slip, spoilKeys } from './slip.ts';
import type { Span } from './source.ts';
import { explainEmptyKey } from './yaml-errors.ts';
import type { Landmarks } from './yaml-landmarks.ts';
import { lineEnd } from './yaml-lines.ts';
import { duplicateKey, keyNotText } from './yaml-messages.ts';

/** What a YAML file holds: texts, lists, and keys with values. */
export type Yaml = YamlText | YamlList | YamlMap | YamlNothing | YamlUnreadable;

export interface YamlText {
  readonly kind: 'text';
  readonly text: string;
  readonly isPlain: boolean;
  readonly placement: Placement;
  /** The text as written, with its quotes. */
  readonly span: Span;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly Yaml[];
  readonly span: Span;
}

export interface YamlMap {
  readonly kind: 'map';
  /** In the order of the file; of a repeated key, the first. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** True when slips have hidden keys, so that nothing can be said about missing ones. */
  readonly hasLostKeys: boolean;
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: YamlText;
  readonly value: Yaml;
}

/** A key or dash with nothing after it. */
export interface YamlNothing {
  readonly kind: 'nothing';
  readonly span: Span;
}

/** A value about which a diagnostic has been given. */
export interface YamlUnreadable {
  readonly kind: 'unreadable';
  readonly span: Span;
}

/** The contents of a document, and the keys in it that are wrong. */
export function buildTree(
  text: string,
  document: Document.Parsed,
  landmarks: Landmarks,
): { readonly tree: Yaml; readonly found: readonly FoundSlip[] } {
  const found: FoundSlip[] = [];
  const tree = buildNode(document.contents, { text, landmarks, found });
  return { tree, found };
}

/** The tree without the values and keys that slips have spoilt. */
export function dropSpoilt(tree: Yaml, slips: readonly Slip[]): Yaml {
  if (slips.length === 0) return tree;
  if (isSpoilt(slips, tree.span.start, 'value')) return { kind: 'unreadable', span: tree.span };
  switch (tree.kind) {
    case 'list':
      return { ...tree, items: tree.items.map((item) => dropSpoilt(item, slips)) };
    case 'map': {
      const entries = new Map<string, YamlEntry>();
      for (const [name, { key, value }] of tree.entries) {
        if (!isSpoilt(slips, key.span.start, 'keys'))
          entries.set(name, { key, value: dropSpoilt(value, slips) });
      }
      const hasLostKeys = slips.some(
        ({ damage, reach }) =>
          damage === 'keys' && reach.start >= tree.span.start && reach.start <= tree.span.end,
      );
      return { ...tree, entries, hasLostKeys };
    }
    case 'text':
    case 'nothing':
    case 'unreadable':
      return tree;
  }
}

/** What a value is, in words for messages. */
export function describe(value: Yaml): string {
  switch (value.kind) {
    case 'text':
      return 'a text';
    case 'list':
      return 'a list';
    case 'map':
      return 'keys with values';
    case 'nothing':
    case 'unreadable':
      return 'nothing';
  }
}

interface Build {
  readonly text: string;
  readonly landmarks: Landmarks;
  readonly found: FoundSlip[];
}

function buildNode(node: ParsedNode | null, build: Build): Yaml {
  if (node === null) return { kind: 'nothing', span: { start: 0, end: 0 } };
  const span = trimmed(build.text, node.range[0], node.range[1]);
  if (isAlias(node)) return { kind: 'unreadable', span };
  if (isScalar(node)) {
    const token = node.srcToken;
    if (token === undefined || (token.source === '' && token.type === 'scalar'))
      return { kind: 'nothing', span };
    const { text, placement } = readScalar(token);
    return { kind: 'text', text, isPlain: token.type === 'scalar', placement, span };
  }
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => buildItem(item, build)), span };
  return buildMap(node.items, span, build);
}

function buildItem(item: ParsedNode | Pair<ParsedNode, ParsedNode | null>, build: Build): Yaml {
  if (!('key' in item)) return buildNode(item, build);
  const end = item.value === null ? item.key.range[1] : item.value.range[1];
  return buildMap([item], trimmed(build.text, item.key.range[0], end), build);
}

function buildMap(pairs: readonly Pair<ParsedNode, ParsedNode | null>[], span: Span, build: Build): YamlMap {
  const entries = new Map<string, YamlEntry>();
  for (const pair of pairs) {
    addEntry(pair, entries, build);
    for (const adopted of adopt(pair, build)) addEntry(adopted, entries, build);
  }
  return { kind: 'map', entries, hasLostKeys: false, span };
}

function addEntry(
  pair: Pair<ParsedNode, ParsedNode | null>,
  entries: Map<string, YamlEntry>,
  build: Build,
): void {
  const key = buildNode(pair.key, build);
  const first = key.kind === 'text' ? entries.get(key.text) : undefined;
  if (key.kind !== 'text') {
    build.found.push({ at: key.span.start, explain: () => explainKey(key, build) });
  } else if (first !== undefined) {
    const slip = harmless(duplicateKey({ key: key.text, span: key.span, first: first.key.span }));
    build.found.push({ at: key.span.start, explain: () => slip });
  } else {
    entries.set(key.text, { key, value: buildValue(pair, key.span, build) });
  }
}

function buildValue(pair: Pair<ParsedNode, ParsedNode | null>, key: Span, build: Build): Yaml {
  if (pair.value === null) return { kind: 'nothing', span: key };
  if (beginsWithinText(pair, build)) return { kind: 'unreadable', span: key };
  return buildNode(pair.value, build);
}

/** The keys on later lines that YAML counts to a map which only begins because of a colon within a text. */
function adopt(
  pair: Pair<ParsedNode, ParsedNode | null>,
  build: Build,
): Pair<ParsedNode, ParsedNode | null>[] {
  if (!isMap(pair.value) || !beginsWithinText(pair, build)) return [];
  return pair.value.items.slice(1).flatMap((item) => [item, ...adopt(item, build)]);
}

/** True for a map on the line of its key: YAML tells it as an error, and so do we. */
function beginsWithinText({ key, value }: Pair<ParsedNode, ParsedNode | null>, { text }: Build): boolean {
  if (!isMap(value) || value.flow) return false;
  return lineEnd(text, key.range[0]) >= value.range[0];
}

function explainKey(key: Yaml, { text, landmarks }: Build): Slip {
  if (key.kind === 'nothing') return explainEmptyKey(text, key.span.start, landmarks);
  return spoilKeys(text, key.span, keyNotText({ span: key.span, found: describe(key) }));
}

/** Without the white space at the end that YAML counts in. */
function trimmed(text: string, start: number, end: number): Span {
  const last = text.charCodeAt(end - 1);
  if (last > 0x20 && last < 0x7f) return { start, end: Math.max(start, end) };
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
