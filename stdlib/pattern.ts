import { RE2JS, RE2JSSyntaxException } from 're2js';

/** A pattern ready to use: RE2's dialect, in time linear in the text. */
export interface CompiledPattern {
  test(text: string): boolean;
  replaceAll(text: string, replacement: string): string;
}

/** Compiles a pattern that `patternProblem` found nothing wrong with; the flag is `i` or nothing. */
export function compilePattern(source: string, flags: string): CompiledPattern {
  const pattern = RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
  return {
    test: (text) => pattern.test(text),
    replaceAll: (text, replacement) => pattern.matcher(text).replaceAll(RE2JS.quoteReplacement(replacement)),
  };
}

/** What is wrong with a pattern, in words for people and with the part that is wrong; null when it can be used. */
export function patternProblem(source: string): { readonly reason: string; readonly part: string } | null {
  try {
    RE2JS.compile(source);
    return null;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return {
      reason: REASONS.get(error.getDescription()) ?? error.getDescription(),
      part: error.getPattern() ?? source,
    };
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['missing closing )', 'a `(` is never closed'],
  ['unexpected )', 'a `)` closes nothing'],
  ['missing closing ]', 'a `[` is never closed'],
  ['invalid character class range', 'this range of characters does not exist'],
  [
    'invalid or unsupported Perl syntax',
    'look-ahead, look-behind and the like are not part of this language',
  ],
  ['invalid nested repetition operator', 'a repetition is repeated'],
  ['missing argument to repetition operator', 'there is nothing here to repeat'],
  [
    'invalid escape sequence',
    'this escape has no meaning here; back-references are not part of this language',
  ],
  ['invalid repeat count', 'a repetition counts to 1000 at most'],
]);
