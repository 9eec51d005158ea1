import type { Diagnostic, Fix } from './diagnostic.ts';
import { DEEPEST_SENTENCE, LONGEST_SENTENCE } from './sentence-codes.ts';
import { foundWords, make, type Place, replace, show, type Written } from './sentence-error.ts';
import type { Span } from './source.ts';

export function emptySentence({ span }: Place): Diagnostic {
  return make('empty-sentence', span, 'expected a sentence, found nothing', {
    help: 'write a condition such as `user.email_verified`, or a value',
  });
}

export function sentenceTooLong({ span, length }: Place & { readonly length: number }): Diagnostic {
  const message = `this sentence has ${length} characters, and at most ${LONGEST_SENTENCE} are read`;
  return make('sentence-too-long', span, message, {
    help: 'give its parts names under `conditions`, or move long lists to `lists`',
  });
}

export function sentenceTooDeep({ span }: Place): Diagnostic {
  const message = `more than ${DEEPEST_SENTENCE} brackets, \`not\` or \`if\` stand inside one another here`;
  return make('sentence-too-deep', span, message, { help: 'give its parts names under `conditions`' });
}

export function unexpectedCharacter({
  span,
  text,
  instead,
}: Written & { readonly instead: string | null }): Diagnostic {
  const name = /^[\p{C}\p{Z}\p{M}]+$/u.test(text) ? `a hidden character (${codes(text)})` : show(text);
  if (instead !== null) {
    return make('unexpected-character', span, `unexpected ${name}`, {
      help: `write \`${instead}\``,
      // One quote of a pair may be anything: only its author knows where the text ends.
      fixes: [replace(span, instead, { safe: !/["']/.test(instead) })],
    });
  }
  return make('unexpected-character', span, `unexpected ${name}`, { help: characterHelp(text) });
}

export function curlyQuotes({ span, text, edits }: Written & { readonly edits: Fix['edits'] }): Diagnostic {
  return make('unexpected-character', span, `the quotes of ${show(text)} are not straight`, {
    help: 'write straight quotes: `"…"`',
    fixes: [{ title: 'write straight quotes', safe: true, edits }],
  });
}

export function unfinishedText({ span, quote }: Place & { readonly quote: string }): Diagnostic {
  return make('unfinished-text', span, `this text has no end: expected another ${show(quote)}`, {
    help: `write ${show(quote)} where the text ends`,
  });
}

export function badEscape({ span, text }: Written): Diagnostic {
  return make('bad-escape', span, `${show(text)} stands for no character`, {
    help: 'for a backslash write `\\\\`; the others are `\\"`, `\\n`, `\\t`, `\\$` and `\\u{1F600}`',
    fixes: [replace(span, text.replace('\\', '\\\\'), { safe: false })],
  });
}

export function missingBracket({
  span,
  expected,
  found,
  opening,
  fix,
}: Place & {
  readonly expected: string;
  readonly found: string | null;
  readonly opening: Span;
  readonly fix: Fix | null;
}): Diagnostic {
  const help =
    expected === '}'
      ? 'write `}` after the value; `$${` writes the characters `${`'
      : `write \`${expected}\``;
  return make('missing-bracket', span, `expected \`${expected}\`, found ${foundWords(found)}`, {
    help,
    notes: [{ message: 'this bracket is still open', span: opening }],
    ...(fix === null ? {} : { fixes: [fix] }),
  });
}

export function missingOpening({ span, text }: Written): Diagnostic {
  return make('missing-bracket', span, `${show(text)} closes nothing`, {
    help: 'remove it, or write the opening bracket',
    fixes: [replace(span, '', { safe: false })],
  });
}

export function unwritableName({
  span,
  text,
  instead,
}: Written & { readonly instead: string | null }): Diagnostic {
  const rule = 'a name has the letters a to z, digits, `_` and `-`, and does not start with a digit';
  if (instead === null) return make('unwritable-name', span, `${show(text)} is no name`, { help: rule });
  return make('unwritable-name', span, `${show(text)} cannot follow a dot`, {
    help: `${rule}; write \`${instead}\``,
    fixes: [replace(span, instead, { safe: true })],
  });
}

export function numberedItem({ span, text, path }: Written & { readonly path: string }): Diagnostic {
  const help = text === '0' ? `; for the first item of a list write \`first(${path})\`` : '';
  return make('unwritable-name', span, `expected a text in the brackets of a path, found ${show(text)}`, {
    help: `write a name in quotes: \`${path}["…"]\`${help}`,
  });
}

function codes(text: string): string {
  return [...text].map((character) => `U+${hex(character.codePointAt(0) ?? 0)}`).join(' ');
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

function characterHelp(text: string): string {
  if (/^[?:]/.test(text)) return 'to choose between values write `if … then … else …`';
  if (/^[{}]/.test(text)) return 'braces stand only inside a text: `"Hello ${user.name}"`';
  if (text === '@')
    return 'write the whole address in quotes; for everybody at a domain write `user.email.domain is "example.com"`';
  if (text === '`') return 'write texts in straight quotes: `"…"`';
  if (text.startsWith('.'))
    return 'a sentence has no full stop, and a dot is followed by a name: `user.email`';
  return 'remove it; if it belongs to a text, write the text in quotes';
}
