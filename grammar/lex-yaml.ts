import { Lexer } from 'yaml';

/**
 * Splits a file into the lexemes of YAML. It is the library's lexer, which would hand each of them up through several
 * generators: the methods that give one put it on a list instead.
 */
export function lexYaml(text: string): readonly string[] {
  const lexer: object = new Lexer();
  if (!isOpenLexer(lexer))
    throw new Error('the version of the library is fixed, and its lexer has all of this');
  const lexemes: string[] = [];
  lexer.pushCount = (count) => {
    if (count <= 0) return new Given(0);
    lexemes.push(lexer.buffer.substr(lexer.pos, count));
    lexer.pos += count;
    return new Given(count);
  };
  lexer.pushToIndex = (end, allowEmpty) => {
    const lexeme = lexer.buffer.slice(lexer.pos, end);
    if (lexeme !== '' || allowEmpty) lexemes.push(lexeme);
    lexer.pos += lexeme.length;
    return new Given(lexeme.length);
  };
  lexer.pushSpaces = (allowTabs) => {
    const { buffer, pos } = lexer;
    let end = pos;
    while (buffer[end] === ' ' || (allowTabs && buffer[end] === '\t')) end++;
    return lexer.pushCount(end - pos);
  };
  // What it gives at other places comes in between, since a list and a loop take turns at once.
  for (const lexeme of lexer.lex(text)) lexemes.push(lexeme);
  return lexemes;
}

/** The library's lexer with what it keeps to itself. These methods give, beside lexemes, how many characters they have. */
interface OpenLexer {
  readonly buffer: string;
  pos: number;
  pushCount: (count: number) => Iterable<string, number>;
  pushToIndex: (end: number, allowEmpty: boolean) => Iterable<string, number>;
  pushSpaces: (allowTabs: boolean) => Iterable<string, number>;
  lex(text: string): Iterable<string>;
}

function isOpenLexer(lexer: object): lexer is OpenLexer {
  return ['buffer', 'pos', 'pushCount', 'pushToIndex', 'pushSpaces'].every((name) => name in lexer);
}

/** What is left of a generator: the number that it gives in the end. */
class Given {
  readonly done = true;
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  next(): this {
    return this;
  }

  [Symbol.iterator](): this {
    return this;
  }
}
