import { type CST, Lexer, Parser } from 'yaml';
import type { Span } from './source.ts';

/** Levels of lists and keys that a policy file may have. */
export const NESTING_LIMIT = 20;

/** A piece of the file that holds no other piece. */
export interface Leaf {
  readonly token: CST.SourceToken | CST.FlowScalar | CST.BlockScalar | CST.ErrorToken | CST.Directive;
  readonly isKey: boolean;
  /** Inside `{ }` or `[ ]`. */
  readonly inBrackets: boolean;
}

/**
 * Splits a file into YAML's tokens. Stops where nesting goes beyond the limit, because the library works recursively:
 * `tooDeep` then is the place, and the tokens are of no use.
 */
export function readTokens(text: string): {
  readonly tokens: readonly CST.Token[];
  readonly tooDeep: Span | null;
} {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > NESTING_LIMIT && countCollections(parser.stack) > NESTING_LIMIT) {
      const start = Math.min(parser.offset, text.length);
      return { tokens, tooDeep: { start: Math.max(0, start - 1), end: start } };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, tooDeep: null };
}

/** All pieces of the tokens, in the order of the file. */
export function* leavesOf(tokens: readonly CST.Token[]): Generator<Leaf> {
  for (const token of tokens) yield* leavesIn(token, { isKey: false, inBrackets: false });
}

function* leavesIn(token: CST.Token, place: Omit<Leaf, 'token'>): Generator<Leaf> {
  switch (token.type) {
    case 'document':
      yield* sourceLeaves(token.start, place);
      if (token.value) yield* leavesIn(token.value, place);
      yield* sourceLeaves(token.end, place);
      return;
    case 'block-map':
    case 'block-seq':
      yield* itemLeaves(token.items, place.inBrackets);
      return;
    case 'flow-collection':
      yield { token: token.start, ...place };
      yield* itemLeaves(token.items, true);
      yield* sourceLeaves(token.end, place);
      return;
    case 'block-scalar':
      for (const prop of token.props) yield* leavesIn(prop, place);
      yield { token, ...place };
      return;
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      yield { token, ...place };
      yield* sourceLeaves(token.end, place);
      return;
    case 'doc-end':
      yield* sourceLeaves(token.end, place);
      return;
    default:
      yield { token, ...place };
  }
}

function* itemLeaves(items: readonly CST.CollectionItem[], inBrackets: boolean): Generator<Leaf> {
  for (const item of items) {
    yield* sourceLeaves(item.start, { isKey: false, inBrackets });
    if (item.key) yield* leavesIn(item.key, { isKey: true, inBrackets });
    yield* sourceLeaves(item.sep, { isKey: false, inBrackets });
    if (item.value) yield* leavesIn(item.value, { isKey: false, inBrackets });
  }
}

function* sourceLeaves(
  tokens: readonly CST.SourceToken[] | undefined,
  place: Omit<Leaf, 'token'>,
): Generator<Leaf> {
  for (const token of tokens ?? []) yield { token, ...place };
}

function countCollections(stack: readonly CST.Token[]): number {
  return stack.filter(
    ({ type }) => type === 'block-map' || type === 'block-seq' || type === 'flow-collection',
  ).length;
}
