import type { Diagnostic, Fix, Note } from './diagnostic.ts';
import type { PolicyCode } from './policy-codes.ts';
import type { Span } from './source.ts';
import { quoteAdvice } from './yaml-lines.ts';

/** Where a diagnostic stands, and the change that removes it if there is one. */
export interface At {
  readonly span: Span;
  readonly fix?: Fix | null;
}

/** With a text of the author as it stands in quotes, to be shown as the thing to write; null if it has several lines. */
interface Quoted extends At {
  readonly quoted: string | null;
}

export function reservedStart({ sign, quoted, ...at }: Quoted & { readonly sign: string }): Diagnostic {
  const shown = sign === '`' ? 'a backtick' : `\`${sign}\``;
  return make('reserved-start', at, `a text cannot start with ${shown}`, quoteAdvice(quoted));
}

export function yamlAlias({ text, quoted, ...at }: Quoted & { readonly text: string }): Diagnostic {
  const message = `${show(text)} is read as a reference to another part of the file`;
  return make('yaml-alias', at, message, quoteAdvice(quoted));
}

export function yamlAnchor({ text, ...at }: At & { readonly text: string }): Diagnostic {
  const message = `${show(text)} is read as a label for this part of the file, and labels are not used here`;
  return make(
    'yaml-anchor',
    at,
    message,
    'remove it; if it is part of a text, put the whole text in single quotes',
  );
}

/** `rest` is what stands after `!`, if it reads like the rest of a sentence. */
export function yamlTag({
  text,
  rest,
  ...at
}: At & { readonly text: string; readonly rest: string | null }): Diagnostic {
  const message = `${show(text)} is read as a YAML type, and vanishes from the text`;
  const help =
    rest === null
      ? 'write `not` instead of `!`; if it is part of a text, put the whole text in single quotes'
      : `write ${show(`not ${rest}`)}`;
  return make('yaml-tag', at, message, help);
}

export function cutByComment({ comment, quoted, ...at }: Quoted & { readonly comment: string }): Diagnostic {
  const message = `${show(comment)} is taken for a comment, which cuts this text short`;
  return make('cut-by-comment', at, message, quoteAdvice(quoted));
}

export function cutInBrackets({ sign, quoted, ...at }: Quoted & { readonly sign: string }): Diagnostic {
  const message = `inside \`{ }\` and \`[ ]\` a text ends at \`${sign}\`, which cuts this one short`;
  return make(
    'cut-in-brackets',
    at,
    message,
    `${quoteAdvice(quoted)}, or write it on a line of its own without brackets`,
  );
}

export function startsWithQuote({
  quoted,
  turned,
  ...at
}: Quoted & { readonly turned: string | null }): Diagnostic {
  const message = 'a text that starts with a quote ends at the next quote, and more text follows here';
  const other = turned === null ? '' : `, or write \`${turned}\``;
  return make('starts-with-quote', at, message, `${quoteAdvice(quoted)}${other}`);
}

export function startsWithBracket({ sign, quoted, ...at }: Quoted & { readonly sign: string }): Diagnostic {
  const read = sign === '[' ? 'a list' : 'keys with values';
  const message = `what starts with \`${sign}\` is read as ${read}, and more text follows here`;
  return make('starts-with-bracket', at, message, quoteAdvice(quoted));
}

export function colonInSentence({ quoted, ...at }: Quoted): Diagnostic {
  return make(
    'colon-in-sentence',
    at,
    'a colon and a space inside a text start a new key',
    quoteAdvice(quoted),
  );
}

export function operatorAtLineStart({ sign, ...at }: At & { readonly sign: string }): Diagnostic {
  const word = sign === '&&' ? 'and' : 'or';
  const message = `\`${sign}\` at the start of a text is not read as \`${word}\``;
  return make('operator-at-line-start', at, message, `write \`${word}\` between the two parts that it joins`);
}

export function tabIndentation(at: At): Diagnostic {
  const message = 'this line is indented with a tab, and only spaces can indent';
  return make('tab-indentation', at, message, 'use two spaces for each level');
}

export function duplicateKey({
  key,
  first,
  ...at
}: At & { readonly key: string; readonly first: Span }): Diagnostic {
  const notes = [{ message: `${show(key)} stands here first`, span: first }];
  return make(
    'duplicate-key',
    at,
    `the key ${show(key)} stands here a second time`,
    'keep one of the two',
    notes,
  );
}

export function secondDocument(at: At): Diagnostic {
  const message = 'a second document begins here, and a policy file holds only one';
  return make('second-document', at, message, 'move it to a file of its own, or remove this line');
}

export function mergeKey(at: At): Diagnostic {
  return make('merge-key', at, '`<<` does not take over keys from elsewhere here', 'write the keys out');
}

export function questionMarkKey(at: At): Diagnostic {
  const message = '`?` marks a key in a way that is not used here';
  return make(
    'question-mark-key',
    at,
    message,
    'write `key: value`; a text that starts with `? ` needs single quotes',
  );
}

export function yamlDirective({ text, ...at }: At & { readonly text: string }): Diagnostic {
  return make('yaml-directive', at, `${show(text)} is not used in a policy file`, 'remove this line');
}

export function nestedTooDeep({ limit, ...at }: At & { readonly limit: number }): Diagnostic {
  const message = `lists and keys are nested more than ${limit} levels deep here`;
  return make(
    'nested-too-deep',
    at,
    message,
    'write a condition in fewer levels, or give parts of it a name under `conditions`',
  );
}

export function badIndentation(at: At): Diagnostic {
  const message = 'this line is not indented like the lines it belongs to';
  const help =
    'start it in the same column as its neighbours, two spaces deeper than the key above them; a list goes below its key';
  return make('bad-indentation', at, message, help);
}

export function unclosedQuote({ sign, ...at }: At & { readonly sign: string }): Diagnostic {
  return make(
    'unclosed-quote',
    at,
    `the quote \`${sign}\` that opens here is not closed`,
    `write \`${sign}\` at the end of the text`,
  );
}

export function unpairedBracket({ sign, ...at }: At & { readonly sign: string }): Diagnostic {
  const partner = { '[': ']', '{': '}', ']': '[', '}': '{' }[sign];
  const isOpen = sign === '[' || sign === '{';
  const message = isOpen ? `\`${sign}\` is not closed` : `\`${sign}\` closes nothing`;
  const help = isOpen
    ? `write \`${partner}\` where it ends; if the bracket is part of a text, put the text in single quotes`
    : `remove it, or write \`${partner}\` where it begins; if it is part of a text, put the text in single quotes`;
  return make('unpaired-bracket', at, message, help);
}

export function unknownEscape({ text, ...at }: At & { readonly text: string }): Diagnostic {
  const message = `${show(text)} means nothing inside double quotes`;
  return make(
    'unknown-escape',
    at,
    message,
    `write \`\\${text}\`, or put the text in single quotes, where \`\\\` is like any other character`,
  );
}

export function missingColon({ text, ...at }: At & { readonly text: string }): Diagnostic {
  const word = /^([A-Za-z_][\w-]*):(\S.*)$/.exec(text);
  if (word !== null) {
    const message = `a space is missing after \`${word[1]}:\``;
    return make('missing-colon', at, message, `write ${show(`${word[1]}: ${word[2]}`)}`);
  }
  const help =
    'write `key: value`; to go on with the text of the line above, indent this line deeper than its key';
  return make('missing-colon', at, `expected a key with a colon, found ${show(text)}`, help);
}

export function textAfterBlockSign({ sign, quoted, ...at }: Quoted & { readonly sign: string }): Diagnostic {
  const message = `\`${sign}\` starts a text on the next lines, and text follows on the same line`;
  return make('text-after-block-sign', at, message, `${quoteAdvice(quoted)}, or begin it on the next line`);
}

export function dashAfterKey(at: At): Diagnostic {
  const message = 'a list cannot begin on the line of its key';
  return make(
    'dash-after-key',
    at,
    message,
    'start a new line before `- `, or write the list as `[one, two]`',
  );
}

export function keyNotText({ found, ...at }: At & { readonly found: string }): Diagnostic {
  const help = 'write `key: value`; a text that begins like this needs single quotes';
  return make('key-not-text', at, `expected a word before the colon, found ${found}`, help);
}

export function unreadableYaml(at: At): Diagnostic {
  const help = 'put the text in single quotes, or look at the brackets, commas and indentation around it';
  return make('unreadable-yaml', at, 'this does not read as YAML', help);
}

/** A text of the author in backticks, on one line and not too long. */
export function show(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `\`${line.length > 60 ? `${line.slice(0, 57)}…` : line}\``;
}

/** An error, with what to write instead. */
export function make(
  code: PolicyCode,
  at: At,
  message: string,
  help: string,
  notes: readonly Note[] = [],
): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    span: at.span,
    help,
    ...(notes.length > 0 ? { notes } : {}),
    ...(at.fix ? { fixes: [at.fix] } : {}),
  };
}
