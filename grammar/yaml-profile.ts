import { Composer } from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import { emptyPolicy, fileTooLarge, hiddenCharacter, notAPolicy } from './file-messages.ts';
import { chooseSlips, type FoundSlip, harmless } from './slip.ts';
import type { Source, Span } from './source.ts';
import { findErrors } from './yaml-errors.ts';
import { findLandmarks } from './yaml-landmarks.ts';
import { lineEnd } from './yaml-lines.ts';
import { missingColon, nestedTooDeep, secondDocument } from './yaml-messages.ts';
import { leavesOf, NESTING_LIMIT, readTokens } from './yaml-tokens.ts';
import { findTraps } from './yaml-traps.ts';
import { buildTree, describe, dropSpoilt, type YamlMap } from './yaml-tree.ts';

/** Bytes that a policy file may have: 1 MiB. */
export const FILE_LIMIT = 1_048_576;

/** A file read as YAML. */
export interface YamlFile {
  /** The keys at the top of the file; null when nothing can be made of it. */
  readonly root: YamlMap | null;
  /** Comments with their `#`, in the order of the file. */
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/**
 * Reads the part of YAML that policies use: texts stay as they are written (`no` is a text, `1.10` too), and what YAML
 * would take for something else than its author is an error. Aliases, anchors, types and further documents are refused.
 * `other` says what to tell of a file without keys; by default, that it is no policy.
 */
export function readYaml(source: Source, other: OtherContents = POLICY): YamlFile {
  const { text } = source;
  const refusal = refuse(text);
  if (refusal !== null) return { root: null, comments: [], diagnostics: [refusal] };
  const { tokens, tooDeep } = readTokens(text);
  if (tooDeep !== null) {
    const diagnostics = [nestedTooDeep({ span: tooDeep, limit: NESTING_LIMIT })];
    return { root: null, comments: [], diagnostics };
  }
  const documents = tokens.filter((token) => token.type === 'document');
  const second = documents[1]?.offset ?? text.length + 1;
  const leaves = leavesOf(tokens.filter(({ offset }) => offset < second));
  const comments: Comment[] = [];
  for (const { token } of leaves) {
    if (token.type === 'comment') comments.push({ text: token.source, span: spanOf(token) });
  }
  const document = new Composer(YAML_OPTIONS).compose(tokens, true, text.length).next().value;
  if (document === undefined)
    throw new Error('the composer gives a document for every file, because it is told to');
  const landmarks = findLandmarks(leaves);
  const { tree, found } = buildTree(text, document, landmarks);
  const slips = chooseSlips(text, [
    ...findTraps(text, leaves),
    ...findErrors(text, document.errors, landmarks),
    ...found,
    ...findSecond(text, second),
  ]);
  const diagnostics = slips.map(({ diagnostic }) => diagnostic);
  const isLost = slips.some(({ damage }) => damage === 'everything');
  const root = dropSpoilt(tree, slips);
  if (isLost) return { root: null, comments, diagnostics };
  if (root.kind === 'map') return { root, comments, diagnostics };
  if (diagnostics.length > 0) return { root: null, comments, diagnostics };
  const span = { start: root.span.start, end: Math.min(root.span.end, lineEnd(text, root.span.start)) };
  if (root.kind === 'nothing') return { root: null, comments, diagnostics: [other.empty(span)] };
  if (root.kind === 'text' && /^[\w-]+:\S/.test(root.text)) {
    return { root: null, comments, diagnostics: [missingColon({ span, text: root.text })] };
  }
  return { root: null, comments, diagnostics: [other.keyless(span, describe(root))] };
}

/** What to say of a file that holds nothing, or a list or a text where keys belong. */
export interface OtherContents {
  empty(span: Span): Diagnostic;
  /** `found`: what it holds, in words. */
  keyless(span: Span, found: string): Diagnostic;
}

const POLICY: OtherContents = {
  empty: (span) => emptyPolicy({ span }),
  keyless: (span, found) => notAPolicy({ span, found }),
};

/** The library finds a repeated key by looking at all keys before it; `buildTree` finds it, and the first, at once. */
const YAML_OPTIONS = {
  schema: 'failsafe',
  version: '1.2',
  strict: true,
  uniqueKeys: false,
  merge: false,
  keepSourceTokens: true,
  prettyErrors: false,
} as const;

/** Control characters, a carriage return that ends no line, and the signs that turn the direction of text. */
const HIDDEN = /(?![\t\n\r\u0085])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\r(?!\n)/u;

function refuse(text: string): Diagnostic | null {
  const bytes = text.length > FILE_LIMIT ? text.length : new TextEncoder().encode(text).length;
  if (bytes > FILE_LIMIT) {
    const span = { start: 0, end: lineEnd(text, 0) };
    return fileTooLarge({ span, limit: FILE_LIMIT });
  }
  const hidden = HIDDEN.exec(text);
  if (hidden === null) return null;
  const span = { start: hidden.index, end: hidden.index + 1 };
  return hiddenCharacter({ span, code: hidden[0].charCodeAt(0) });
}

function findSecond(text: string, second: number): readonly FoundSlip[] {
  if (second > text.length) return [];
  const span = { start: second, end: lineEnd(text, second) };
  return [{ at: second, explain: () => harmless(secondDocument({ span })) }];
}

function spanOf(token: { readonly offset: number; readonly source: string }): Span {
  return { start: token.offset, end: token.offset + token.source.length };
}
