import type { Span } from '../../grammar/index.ts';
import { TOO_DEEP } from './parse-javascript.ts';

/** What is wrong with a text that is no JavaScript, as its author would say it. */
export interface SyntaxExplanation {
  /** The word or sign that is shown. */
  readonly span: Span;
  readonly message: string;
  readonly help: string;
}

/** Says in plain words what a parser met; `words` and `at` are those of the parser. */
export function explainSyntax(text: string, words: string, at: number): SyntaxExplanation {
  const span = wordAt(text, at);
  return { span, ...inPlainWords(text, words, at, text.slice(span.start, span.end)) };
}

type Words = Omit<SyntaxExplanation, 'span'>;

const EXPLANATIONS: readonly (readonly [words: RegExp, message: string, help: string])[] = [
  [
    /^Unterminated string/,
    'the text that begins here is not closed',
    'close it with the same quote, on the same line',
  ],
  [
    /^Unterminated template/,
    'the text that begins with a backtick is not closed',
    'close it with a backtick',
  ],
  [/^Unterminated comment/, 'the comment that begins here is not closed', 'close it with `*/`'],
  [
    /^Unterminated regular/,
    'the regular expression that begins here is not closed',
    'close it with `/`, on the same line',
  ],
  [
    /^Identifier '(.+)' has already been declared/,
    '`$1` is declared a second time',
    'give one of the two another name',
  ],
  [/^Cannot use 'import.meta'/, 'a rule is no module, so `import.meta` cannot stand in it', 'remove it'],
  [
    /^'return' outside/,
    '`return` stands outside a function',
    'write `function (user, context, callback) { … }` around it',
  ],
  [
    /^(?:Unexpected keyword|The keyword) '(.+?)'/,
    '`$1` is a word of JavaScript and cannot be a name',
    'choose another name',
  ],
  [/^Assigning to rvalue/, 'nothing can be stored here', 'write `===` to compare'],
  [
    /^Invalid regular expression(.*)$/,
    'this regular expression cannot be read',
    'look for a bracket without its partner',
  ],
  [
    new RegExp(`^${TOO_DEEP}`),
    'brackets stand too deep inside each other',
    'give the parts names of their own',
  ],
  [/^Unexpected character '([“”„‘’])'/, '`$1` is a typographic quote', 'write `\'` or `"`'],
  [
    /^Logical expressions and coalesce/,
    '`??` stands beside `||` or `&&` without brackets',
    'put brackets around one of the two',
  ],
];

function inPlainWords(text: string, words: string, at: number, word: string): Words {
  const before = text.slice(Math.max(0, at - 1000), at);
  if (/\bawait\s+$/.test(before)) return AWAIT;
  if (/^'import' and 'export'/.test(words)) return explainModule(text.slice(at, at + 1000));
  if (/^Unexpected token/.test(words)) return explainToken(text.slice(at).trim() === '', before, word);
  for (const [pattern, message, help] of EXPLANATIONS) {
    const match = pattern.exec(words);
    if (match !== null) return { message: message.replace('$1', () => match[1] ?? ''), help };
  }
  const message = words.charAt(0).toLowerCase() + words.slice(1).replaceAll("'", '`');
  return { message, help: 'look here, and just before it' };
}

const AWAIT: Words = {
  message: '`await` stands in a function that is not `async`',
  help: 'write `async function (user, context, callback)`, or `async` before the function around it',
};

function explainModule(text: string): Words {
  const message = 'a rule is no module, so `import` and `export` cannot stand in it';
  if (text.startsWith('export')) {
    const [words = 'export'] = /^export(?:\s+default)?/.exec(text) ?? [];
    return { message, help: `leave \`${words}\` out, so that the function stands alone` };
  }
  const [, all, name, module] =
    /^import\s+(?:(\*\s+as\s+)?([\w$]+|\{[\w$\s,]*\})\s+from\s+)?['"]([^'"\n]+)['"]/.exec(text) ?? [];
  const isWhole = all !== undefined || name?.startsWith('{') === false;
  const target = name === undefined ? 'name' : isWhole ? name : name.replace(/\s+/g, ' ');
  return { message, help: `write \`const ${target} = require('${module ?? 'name'}');\` inside the function` };
}

function explainToken(isEnd: boolean, before: string, word: string): Words {
  if (isEnd)
    return {
      message: 'the file ends in the middle of the rule',
      help: 'close all brackets: the last one is the `}` of the function',
    };
  if (isType(before, word))
    return {
      message: 'types of TypeScript cannot stand in a rule: it is JavaScript',
      help: 'remove the types, or compile the file to JavaScript',
    };
  const message = `\`${word}\` cannot stand here`;
  const quote = /['"`]$/.exec(before)?.[0];
  if (quote !== undefined && /^\w/.test(word))
    return {
      message: `\`${quote}\` ends the text before \`${word}\``,
      help: `write \`\\${quote}\` for a quote inside a text, or put other quotes around it`,
    };
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const isOpen = /^[{;]$/.test(word) && count(line, '(') > count(line, ')');
  const help = isOpen
    ? 'a `)` is missing before it'
    : 'look just before it for a missing bracket, comma or operator';
  return { message, help };
}

/** As far as the words before a place tell: of a parameter, of a result, of a variable, or a declaration. */
function isType(before: string, word: string): boolean {
  if (word === ':')
    return (
      /\b(?:const|let|var)\s+[\w$]+\s*$/.test(before) ||
      /\bfunction\b[^(){}]{0,200}\([^{}=]{0,500}[\w$)\]]\??\s*$/.test(before)
    );
  if (word === 'as') return /[\w$)\]}'"]\s+$/.test(before);
  return /(?:^|\n)\s*(?:interface|type|declare|namespace)\s+$/.test(before);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** The word or sign at a place; the end of the file is shown by the last thing in it. */
function wordAt(text: string, at: number): Span {
  const start = Math.min(at, Math.max(0, text.trimEnd().length - 1));
  const [word] = /^(?:[\w$]+|[^\s])/u.exec(text.slice(start)) ?? [];
  return { start, end: start + (word?.length ?? 0) };
}
