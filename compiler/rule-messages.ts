import type { Diagnostic, Source, Span } from '../grammar/index.ts';
import { checkError, checkWarning } from './check-messages.ts';
import { TOO_DEEP } from './parse-javascript.ts';

const SHAPE = '`function (user, context, callback) { … callback(null, user, context); }`';

/** `words` and `at` are those of the parser. */
export function syntaxError(source: Source, words: string, at: number): Diagnostic {
  const { message, help } = inPlainWords(source.text, words, at);
  return checkError('javascript-syntax', wordAt(source.text, at), message, { help });
}

export function emptyRule(span: Span): Diagnostic {
  return checkError('empty-rule', span, 'this file holds no rule', { help: `write ${SHAPE}` });
}

export function notARule(found: string, span: Span): Diagnostic {
  const message = `a rule is one function, and this is ${found}`;
  return checkError('not-a-rule', span, message, { help: `write ${SHAPE} and everything in it` });
}

export function severalFunctions(span: Span): Diagnostic {
  return checkError('not-a-rule', span, 'a rule is one function, and here a second one begins', {
    help: 'move it into the first function, or into a file of its own',
  });
}

export function codeAfterRule(span: Span): Diagnostic {
  return checkError('not-a-rule', span, 'a rule is one function, and this stands behind it', {
    help: 'move it into the function, or remove it',
  });
}

export function bracketTooMany(bracket: string, at: number): Diagnostic {
  const message = `\`${bracket}\` closes nothing: the rule ends before it`;
  return checkError('javascript-syntax', { start: at, end: at + 1 }, message, {
    help: 'remove it, or look for a bracket above that is closed too early',
  });
}

export function moduleInsteadOfRule(span: Span): Diagnostic {
  const message = 'a rule is one function, and this file is a module';
  const help = `leave \`module.exports =\` out, so that the file is just ${SHAPE}; a post-login Action exports \`onExecutePostLogin\``;
  return checkError('not-a-rule', span, message, { help });
}

export function generatorRule(span: Span): Diagnostic {
  return checkError('not-a-rule', span, 'a rule cannot be a generator, which nobody would step on', {
    help: 'write `function` without `*`',
  });
}

/** A rule that is disabled may wait for its words. */
export function unreplacedKeyword(keyword: string, span: Span, isDisabled: boolean): Diagnostic {
  const say = isDisabled ? checkWarning : checkError;
  return say('unreplaced-keyword', span, `\`${keyword}\` stands for a value that was never filled in`, {
    help: 'write the value, or import the tenant again with `lintel import auth0`, which fills it in; a secret belongs into `configuration`',
  });
}

export function trailingSemicolon(span: Span): Diagnostic {
  const message = 'a rule is an expression, so no semicolon belongs behind it';
  const fixes = [{ title: 'remove it', safe: true, edits: [{ span, text: '' }] }];
  return checkWarning('trailing-semicolon', span, message, { help: 'remove it; here it is ignored', fixes });
}

export function largeRule(bytes: number): Diagnostic {
  const kilobytes = Math.ceil(bytes / 1000);
  return checkWarning(
    'large-rule',
    { start: 0, end: 0 },
    `the rule has ${kilobytes} KB; it should stay under 100`,
    {
      help: 'move data into a setting or a list, and shared code into a module',
    },
  );
}

/** `name` of the parameter, and null when the function takes too few. */
export function forgottenCallback(name: string | null, span: Span): Diagnostic {
  const message =
    name === null
      ? 'the rule takes no callback, so it never ends and the login fails'
      : `the rule never calls \`${name}\`, so it never ends and the login fails`;
  const call = name ?? 'callback';
  return checkWarning('forgotten-callback', span, message, {
    help: `${name === null ? 'write `function (user, context, callback)`, and ' : ''}call \`${call}(null, user, context)\` once, at the end of every way through the rule`,
  });
}

/** `advice`: what to use in its place, for a module that is known not to be there. */
export function unknownModule(place: {
  readonly spec: string;
  readonly span: Span;
  readonly suggestion: string | null;
  readonly advice: string | null;
}): Diagnostic {
  const { spec, span, suggestion, advice } = place;
  if (/^\.{0,2}\//.test(spec)) {
    const message = `the project has no module \`${spec}\``;
    const example = spec.replace(/^[./]+/, '').replace(/\.js$/, '');
    const entry = `name it in \`lintel.yaml\`: \`modules: { ${spec}: ${example}.js }\``;
    const help = suggestion === null ? entry : `did you mean \`${suggestion}\`?`;
    return checkError('unknown-module', span, message, { help });
  }
  const help =
    suggestion === null
      ? 'use a module of the library, or put a file into the project and name it under `modules` in `lintel.yaml`'
      : `did you mean \`${suggestion}\`?`;
  return checkError('unknown-module', span, `rules cannot require \`${spec}\``, { help: advice ?? help });
}

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
  [
    /^'import' and 'export'/,
    'a rule is no module, so `import` and `export` cannot stand in it',
    "write `const name = require('name');` inside the function",
  ],
  [/^Cannot use 'import.meta'/, 'a rule is no module, so `import.meta` cannot stand in it', 'remove it'],
  [/^'return' outside/, '`return` stands outside a function', `write ${SHAPE} around it`],
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
];

function inPlainWords(
  text: string,
  words: string,
  at: number,
): { readonly message: string; readonly help: string } {
  if (/\bawait\s+$/.test(text.slice(Math.max(0, at - 200), at))) {
    return {
      message: '`await` stands in a function that is not `async`',
      help: 'write `async function (user, context, callback)`, or `async` before the function around it',
    };
  }
  if (/^Unexpected token/.test(words)) {
    if (text.slice(at).trim() === '')
      return {
        message: 'the file ends in the middle of the rule',
        help: 'close all brackets: the last one is the `}` of the function',
      };
    const span = wordAt(text, at);
    return {
      message: `\`${text.slice(span.start, span.end)}\` cannot stand here`,
      help: 'look just before it for a missing bracket, comma or operator',
    };
  }
  for (const [pattern, message, help] of EXPLANATIONS) {
    const match = pattern.exec(words);
    if (match !== null) return { message: message.replace('$1', () => match[1] ?? ''), help };
  }
  const message = words.charAt(0).toLowerCase() + words.slice(1).replaceAll("'", '`');
  return { message, help: 'correct it: this is no JavaScript' };
}

/** The word or sign at a place; the end of the file is shown by the last thing in it. */
function wordAt(text: string, at: number): Span {
  const start = Math.min(at, Math.max(0, text.trimEnd().length - 1));
  const [word] = /^(?:[\w$]+|[^\s])/u.exec(text.slice(start)) ?? [];
  return { start, end: start + (word?.length ?? 0) };
}
