import { type AnyNode, type Expression, type Options, type Program, parse, parseExpressionAt } from 'acorn';
import type { Source, Span } from '../../grammar/index.ts';

export type { AnyNode, Expression, Program } from 'acorn';

/** What came of reading JavaScript, or what is wrong with it as the parser says it. */
export type Parsed<T> =
  | { readonly kind: 'parsed'; readonly node: T }
  | { readonly kind: 'broken'; readonly words: string; readonly at: number };

/**
 * Reads one expression at the beginning of a text; `rest` is what follows it that is neither white space nor a comment,
 * up to the end of its line, empty when nothing does. A pair of parentheses is a node of its own.
 */
export function parseLeadingExpression({
  text,
}: Source): Parsed<{ readonly expression: Expression; readonly rest: Span }> {
  return guarded(() => {
    const options = { ...SLOPPY, preserveParens: true };
    const expression = parseExpressionAt(text, startOf(text), options);
    const start = skipBlank(text, expression.end);
    return { expression, rest: headOf(text, { start, end: text.length }) };
  });
}

/** Reads a text as the body of a CommonJS module. */
export function parseModule({ text }: Source): Parsed<Program> {
  return guarded(() => parse(text, { ...SLOPPY, sourceType: 'commonjs' }));
}

/** Every node below `root` and itself, each before what is in it. Trees of any depth are fine. */
export function* nodesOf(root: AnyNode): Generator<AnyNode> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    waiting.push(...childrenOf(node).reverse());
  }
}

/** The nodes right below a node, in the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flatMap((value: unknown) =>
    (Array.isArray(value) ? value : [value]).filter(isNode),
  );
}

/** Where the next thing stands that is neither white space nor a comment; the end of the text if there is none. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const isLine = text.startsWith('//', at);
    if (!isLine && !text.startsWith('/*', at)) return at;
    const end = isLine ? text.slice(at).search(/[\n\r\u2028\u2029]/) + at : text.indexOf('*/', at + 2) + 2;
    if (end < at + 2) return isLine ? text.length : at;
    at = end;
  }
}

/** The part of a span on its first line. */
export function headOf(text: string, { start, end }: Span): Span {
  const length = text.slice(start, end).search(/[\n\r]/);
  return { start, end: length === -1 ? end : start + length };
}

const SLOPPY: Options = { ecmaVersion: 'latest', sourceType: 'script' };

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function guarded<T>(read: () => T): Parsed<T> {
  try {
    return { kind: 'parsed', node: read() };
  } catch (error) {
    // The parser goes down once for each level of nesting, so a text can be too deep for it.
    if (error instanceof RangeError) return { kind: 'broken', words: TOO_DEEP, at: 0 };
    if (!(error instanceof SyntaxError)) throw error;
    const at = 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
    return { kind: 'broken', words: error.message.replace(/ \(\d+:\d+\)$/, ''), at };
  }
}

/** What `words` are when brackets stand too deep inside each other. */
export const TOO_DEEP = 'Not enough stack space to parse input';

/** Behind a byte order mark and a line that begins with `#!`, which are no part of the program. */
function startOf(text: string): number {
  return /^\ufeff?(?:#!.*)?/.exec(text)?.[0].length ?? 0;
}
