import { emptySentence, sentenceTooLong } from './character-messages.ts';
import type { Diagnostic, Result } from './diagnostic.ts';
import type { Expression } from './expression.ts';
import { parseTokens } from './expression-parser.ts';
import { independent } from './finding.ts';
import { lexSentence } from './lex-sentence.ts';
import { type Placement, placeSpan, UNMOVED } from './placement.ts';
import { LONGEST_SENTENCE } from './sentence-codes.ts';

/**
 * Reads a sentence, which is the whole text: a condition or a value. All spans are offsets of the file through the
 * placement. Null when there is no tree worth checking; otherwise what could not be read is `unreadable` in the tree.
 */
export function parseExpression(text: string, placement: Placement = UNMOVED): Result<Expression | null> {
  const span = placeSpan(placement, 0, text.length);
  if (text.length > LONGEST_SENTENCE) return failed(sentenceTooLong({ span, length: text.length }));
  if (text.trim() === '') return failed(emptySentence({ span }));
  const { tokens, breaks, findings } = lexSentence(text, placement, 'sentence');
  if (tokens === null) return { value: null, diagnostics: independent(findings, breaks) };
  const reading = { text, placement, findings: [...findings] };
  const value = parseTokens(reading, tokens);
  return { value, diagnostics: independent(reading.findings, breaks) };
}

function failed(diagnostic: Diagnostic): Result<null> {
  return { value: null, diagnostics: [diagnostic] };
}
