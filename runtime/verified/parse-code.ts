import { type FunctionExpression, type Options, parse, type Token, tokTypes } from 'acorn';
import { type Fault, refuse } from './code-fault.ts';

/** What text holds: one function expression in brackets, or what is wrong with it. */
export type ParsedCode =
  | { readonly kind: 'parsed'; readonly node: FunctionExpression }
  | { readonly kind: 'broken'; readonly fault: Fault };

/**
 * Reads text that is one function expression in brackets. What two readers of JavaScript might ever read in two ways is
 * refused before anybody asks what it means: between words stand only blanks, line ends and comments to the end of a line,
 * and words are ASCII without escapes.
 */
export function parseCode(text: string): ParsedCode {
  const strange = text.search(STRANGE_LINE_END);
  if (strange !== -1) return broken({ at: strange, message: 'lines end with a line feed and nothing else' });
  const border = watchWords(text);
  try {
    const { body } = parse(text, { ...STRICT_READING, onComment: border.onComment, onToken: border.onToken });
    const fault = border.fault();
    if (fault !== null) return broken(fault);
    const [statement] = body;
    const isAll = statement?.start === 0 && statement.end === text.length && /^\(.*\)$/s.test(text);
    if (statement?.type !== 'ExpressionStatement' || !isAll) return broken(NOT_ALL);
    const { expression } = statement;
    if (expression.type !== 'FunctionExpression') return broken(NOT_ALL);
    return { kind: 'parsed', node: expression };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
    return broken(border.fault() ?? { at, message: error.message.replace(/ \(\d+:\d+\)$/, '') });
  }
}

/** Names and numbers of versions that come after this one mean nothing here, so they are refused. */
const STRICT_READING: Options = { ecmaVersion: 2024, sourceType: 'script', allowHashBang: false };

const STRANGE_LINE_END = /[\r\u2028\u2029]/;

const NOT_ALL: Fault = { at: 0, message: 'the text is one function expression in brackets and nothing else' };

function broken(fault: Fault): ParsedCode {
  return { kind: 'broken', fault };
}

/** Looks at words, comments and what lies between them as the parser comes by. */
function watchWords(text: string) {
  let found: Fault | null = null;
  let end = 0;
  const pass = (start: number, to: number): void => {
    const gap = text.slice(end, start);
    if (!/^[ \n]*$/.test(gap)) {
      found ??= { at: end, message: 'between words stand only blanks, line ends and comments' };
    }
    end = to;
  };
  return {
    onComment: (_isBlock: boolean, _text: string, start: number, to: number): void => {
      pass(start, to);
      // Others are comments of HTML, or comments that tell tools where the text comes from.
      if (!text.startsWith('// ', start)) found ??= { at: start, message: 'a comment begins with `// `' };
    },
    onToken: (token: Token): void => {
      pass(token.start, token.end);
      const word = text.slice(token.start, token.end);
      if (token.type !== tokTypes.string && !/^[!-[\]-~]*$/.test(word)) {
        found ??= refuse(token, 'outside of texts, words are ASCII and hold no escapes');
      }
    },
    fault: (): Fault | null => found,
  };
}
