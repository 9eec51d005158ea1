import { CST, Parser } from 'yaml';

/** The library's parser with what it keeps to itself. */
export interface LexemeParser {
  readonly stack: readonly CST.Token[];
  offset: number;
  /** What is being read, and what it is. */
  source: string;
  type: CST.TokenType | '';
  /** The lexeme before said that a text comes. */
  atScalar: boolean;
  atNewLine: boolean;
  next(lexeme: string): Iterable<CST.Token>;
  end(): Iterable<CST.Token>;
  /** Does what the type and the top of the stack ask for; inside brackets that is `flowCollection`. */
  step(): Iterable<CST.Token>;
  flowCollection(top: CST.FlowCollection): Iterable<CST.Token>;
}

/** A parser at the beginning of a file. */
export function createLexemeParser(): LexemeParser {
  const parser: object = new Parser();
  if (isLexemeParser(parser)) return parser;
  throw new Error('the version of the library is fixed, and its parser has all of this');
}

/**
 * Adds to `tokens` what one lexeme completes. It does what `next` does, which looks into the environment of the process for
 * each lexeme; that alone takes a twentieth of compiling a policy.
 */
export function parseLexeme(parser: LexemeParser, lexeme: string, tokens: CST.Token[]): void {
  const type = parser.atScalar ? 'scalar' : CST.tokenType(lexeme);
  if (parser.atNewLine || type === null || MOVING.has(type)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    return;
  }
  parser.source = lexeme;
  parser.type = type;
  if (type === 'scalar') {
    parser.atScalar = !parser.atScalar;
    if (parser.atScalar) return;
  }
  const top = parser.stack.at(-1);
  const completed = top?.type === 'flow-collection' ? parser.flowCollection(top) : parser.step();
  for (const token of completed) tokens.push(token);
  parser.offset += lexeme.length;
}

/** With these the parser does more than to go on behind the lexeme. */
const MOVING: ReadonlySet<CST.TokenType> = new Set(['newline', 'doc-mode', 'doc-end', 'flow-error-end']);

function isLexemeParser(parser: object): parser is LexemeParser {
  return ['step', 'flowCollection', 'atScalar', 'atNewLine'].every((name) => name in parser);
}
