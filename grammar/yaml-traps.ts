import type { CST } from 'yaml';
import { type FoundSlip, fatal, harmless, type Slip, spoilKeys, spoilText, spoilValue } from './slip.ts';
import type { Span } from './source.ts';
import { intendedEnd, lineEnd, quoteSpan, quoteText } from './yaml-lines.ts';
import {
  cutByComment,
  cutInBrackets,
  mergeKey,
  operatorAtLineStart,
  questionMarkKey,
  yamlAlias,
  yamlAnchor,
  yamlDirective,
  yamlTag,
} from './yaml-messages.ts';
import type { Leaf } from './yaml-tokens.ts';

/** What YAML reads without complaint, and differently from how its author meant it. */
export function findTraps(text: string, leaves: Iterable<Leaf>): readonly FoundSlip[] {
  const found: FoundSlip[] = [];
  let previous: Leaf | null = null;
  for (const leaf of leaves) {
    const explain = explainLeaf(text, leaf, previous);
    if (explain !== null) found.push({ at: explain.at ?? leaf.token.offset, explain: explain.explain });
    previous = leaf;
  }
  return found;
}

interface Trap {
  readonly at?: number;
  readonly explain: () => Slip;
}

function explainLeaf(text: string, leaf: Leaf, previous: Leaf | null): Trap | null {
  const { token } = leaf;
  switch (token.type) {
    case 'anchor':
      return {
        explain: () => (token.source.startsWith('&&') ? explainAnd(text, token) : explainAnchor(text, token)),
      };
    case 'tag':
      return { explain: () => explainTag(text, token, leaf.inBrackets) };
    case 'alias':
      return { explain: () => explainAlias(text, token, leaf) };
    case 'explicit-key-ind':
      return { explain: () => harmless(questionMarkKey({ span: spanOf(token) })) };
    case 'directive':
      return { explain: () => explainDirective(text, token) };
    case 'scalar':
      return leaf.isKey && token.source === '<<' ? { explain: () => explainMerge(text, token) } : null;
    case 'comment':
      return previous === null ? null : findComment(text, previous, token);
    case 'comma':
    case 'flow-seq-start':
    case 'flow-map-start':
    case 'flow-seq-end':
    case 'flow-map-end':
      return previous === null ? null : findBracket(text, previous, token);
    default:
      return null;
  }
}

/** A comment right after a text that is not finished, or a number sign and a number, which nobody writes as a comment. */
function findComment(text: string, { token, isKey }: Leaf, comment: CST.SourceToken): Trap | null {
  if (token.type !== 'scalar' || isKey || isOnLaterLine(text, token, comment)) return null;
  const isNumber = /^#\d/.test(comment.source) && token.source.includes(' ');
  if (!isNumber && !isUnfinished(token.source)) return null;
  const explain = () => {
    const intended = intendedEnd(text, token.offset, false);
    const end = intended > comment.offset ? intended : lineEnd(text, comment.offset);
    const diagnostic = cutByComment({
      span: { start: comment.offset, end },
      comment: text.slice(comment.offset, end),
      ...quoteSpan(text, { start: token.offset, end }),
    });
    return spoilText(text, token.offset, diagnostic);
  };
  return { at: token.offset, explain };
}

/** A comma or bracket that ends a text inside brackets, though the text is not finished. */
function findBracket(text: string, { token, inBrackets }: Leaf, sign: CST.SourceToken): Trap | null {
  if (token.type !== 'scalar' || token.source === '' || !inBrackets) return null;
  const isOpening = sign.type === 'flow-seq-start' || sign.type === 'flow-map-start';
  if (!isOpening && !isUnfinished(token.source)) return null;
  if (isOnLaterLine(text, token, sign)) return null;
  const explain = () => {
    const span = { start: token.offset, end: intendedEnd(text, token.offset, true) };
    const diagnostic = cutInBrackets({ span: spanOf(sign), sign: sign.source, ...quoteSpan(text, span) });
    // An opening bracket in the midst of a text makes YAML lose count of the closing ones.
    return isOpening ? fatal(diagnostic) : spoilKeys(text, span, diagnostic);
  };
  return { at: token.offset, explain };
}

function isOnLaterLine(text: string, token: CST.FlowScalar, next: CST.SourceToken): boolean {
  return lineEnd(text, token.offset + token.source.length) < next.offset;
}

/** True when a double quote or a bracket is open at the end of the text. */
function isUnfinished(text: string): boolean {
  if (!/["([{]/.test(text)) return false;
  let depth = 0;
  let isQuoted = false;
  for (const sign of text) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (/[([{]/.test(sign)) depth++;
    else if (/[)\]}]/.test(sign)) depth--;
  }
  return isQuoted || depth > 0;
}

function explainAnchor(text: string, token: CST.SourceToken): Slip {
  return spoilValue(text, token.offset, yamlAnchor({ span: spanOf(token), text: token.source }));
}

function explainAnd(text: string, token: CST.SourceToken): Slip {
  const span = { start: token.offset, end: token.offset + 2 };
  return spoilText(text, token.offset, operatorAtLineStart({ span, sign: '&&' }));
}

function explainTag(text: string, token: CST.SourceToken, inBrackets: boolean): Slip {
  const span = spanOf(token);
  const end = Math.max(span.end, intendedEnd(text, span.start, inBrackets));
  const isNot = /^![A-Za-z(]/.test(token.source) && quoteSpan(text, { start: span.start, end }).fix !== null;
  const rest = isNot ? text.slice(span.start + 1, end) : null;
  const edits = [{ span: { start: span.start, end: span.start + 1 }, text: 'not ' }];
  const fix = isNot ? { title: `write \`not ${rest}\``, safe: false, edits } : null;
  return spoilValue(text, span.start, yamlTag({ span, text: token.source, rest, fix }));
}

function explainAlias(text: string, token: CST.FlowScalar, { isKey, inBrackets }: Leaf): Slip {
  if (isKey) {
    const quoted = quoteText(token.source);
    return spoilKeys(text, spanOf(token), yamlAlias({ span: spanOf(token), text: token.source, quoted }));
  }
  const span = { start: token.offset, end: intendedEnd(text, token.offset, inBrackets) };
  const diagnostic = yamlAlias({ span, text: text.slice(span.start, span.end), ...quoteSpan(text, span) });
  return spoilText(text, token.offset, diagnostic);
}

function explainMerge(text: string, token: CST.FlowScalar): Slip {
  return spoilKeys(text, spanOf(token), mergeKey({ span: spanOf(token) }));
}

function explainDirective(text: string, token: CST.Directive): Slip {
  const span = { start: token.offset, end: lineEnd(text, token.offset) };
  return harmless(yamlDirective({ span, text: text.slice(span.start, span.end) }));
}

function spanOf(token: { readonly offset: number; readonly source: string }): Span {
  return { start: token.offset, end: token.offset + token.source.length };
}
