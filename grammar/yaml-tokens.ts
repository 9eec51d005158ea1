import type { CST } from 'yaml';
import { lexYaml } from './lex-yaml.ts';
import { createLexemeParser, parseLexeme } from './parse-lexeme.ts';
import type { Span } from './source.ts';

/** Levels of lists and keys that a policy file may have. */
export const NESTING_LIMIT = 20;

/** A piece of the file that holds no other piece; blanks and line ends are none. */
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
  const parser = createLexemeParser();
  const tokens: CST.Token[] = [];
  // All of them first: the lexer and the parser are faster one after the other than in turns.
  for (const lexeme of lexYaml(text)) {
    parseLexeme(parser, lexeme, tokens);
    if (parser.stack.length > NESTING_LIMIT && countCollections(parser.stack) > NESTING_LIMIT) {
      const start = Math.min(parser.offset, text.length);
      return { tokens, tooDeep: { start: Math.max(0, start - 1), end: start } };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, tooDeep: null };
}

/** All pieces of the tokens, in the order of the file. */
export function leavesOf(tokens: readonly CST.Token[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  collect(tokens, { isKey: false, inBrackets: false }, leaves);
  return leaves;
}

// No generators: a file of rules has ten thousand pieces, and each would go through as many of them as it stands deep.
function collect(tokens: readonly CST.Token[] | undefined, place: Place, leaves: Leaf[]): void {
  if (tokens === undefined) return;
  for (const token of tokens) collectIn(token, place, leaves);
}

type Place = Omit<Leaf, 'token'>;

function collectIn(token: CST.Token, place: Place, leaves: Leaf[]): void {
  const { isKey, inBrackets } = place;
  switch (token.type) {
    case 'document':
      collect(token.start, place, leaves);
      if (token.value) collectIn(token.value, place, leaves);
      collect(token.end, place, leaves);
      return;
    case 'block-map':
    case 'block-seq':
      collectItems(token.items, { isKey: false, inBrackets }, leaves);
      return;
    case 'flow-collection':
      leaves.push({ token: token.start, isKey, inBrackets });
      collectItems(token.items, { isKey: false, inBrackets: true }, leaves);
      collect(token.end, place, leaves);
      return;
    case 'block-scalar':
      collect(token.props, place, leaves);
      leaves.push({ token, isKey, inBrackets });
      return;
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      leaves.push({ token, isKey, inBrackets });
      collect(token.end, place, leaves);
      return;
    case 'doc-end':
      collect(token.end, place, leaves);
      return;
    case 'space':
    case 'newline':
      return;
    default:
      leaves.push({ token, isKey, inBrackets });
  }
}

function collectItems(items: readonly CST.CollectionItem[], place: Place, leaves: Leaf[]): void {
  const ofKey = { ...place, isKey: true };
  for (const item of items) {
    collect(item.start, place, leaves);
    if (item.key) collectIn(item.key, ofKey, leaves);
    collect(item.sep, place, leaves);
    if (item.value) collectIn(item.value, place, leaves);
  }
}

function countCollections(stack: readonly CST.Token[]): number {
  return stack.filter(
    ({ type }) => type === 'block-map' || type === 'block-seq' || type === 'flow-collection',
  ).length;
}
