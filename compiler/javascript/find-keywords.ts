import type { Span } from '../../grammar/index.ts';
import { type AnyNode, nodesOf } from './parse-javascript.ts';

/** A word such as `@@KEY@@` or `##KEY##`, in whose place an exported tenant wants a value. */
export interface Keyword {
  readonly text: string;
  readonly span: Span;
}

/** The keywords in the texts of a program, or of one that cannot be read because of them; each word once. */
export function findKeywords(text: string, tree: AnyNode | null): readonly Keyword[] {
  const places = tree === null ? [{ start: 0, end: text.length }] : textsOf(tree);
  const found = new Map<string, Keyword>();
  for (const { start, end } of places) {
    for (const { 0: word, index } of text.slice(start, end).matchAll(KEYWORD)) {
      const at = start + index;
      if (!found.has(word)) found.set(word, { text: word, span: { start: at, end: at + word.length } });
    }
  }
  return [...found.values()];
}

const KEYWORD = /@@\w+@@|##\w+##/g;

function textsOf(tree: AnyNode): readonly Span[] {
  const spans: Span[] = [];
  for (const { type, start, end } of nodesOf(tree)) {
    if (type === 'Literal' || type === 'TemplateElement') spans.push({ start, end });
  }
  return spans;
}
