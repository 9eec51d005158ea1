import { sentenceTooLong } from './character-messages.ts';
import type { Result } from './diagnostic.ts';
import type { TextLiteral, TextTemplate } from './expression.ts';
import { parseTextTokens } from './expression-parser.ts';
import { independent } from './finding.ts';
import { lexSentence } from './lex-sentence.ts';
import { type Placement, placeSpan, UNMOVED } from './placement.ts';
import { textOf } from './read-text-part.ts';
import { LONGEST_SENTENCE } from './sentence-codes.ts';

/**
 * Reads the text of an effect, outside a sentence: plain but for `${…}`, which holds a sentence; `$${` writes `${`.
 * A text that cannot be read comes back as it is written.
 */
export function parseTemplateText(
  text: string,
  placement: Placement = UNMOVED,
): Result<TextTemplate | TextLiteral> {
  const span = placeSpan(placement, 0, text.length);
  const plain: TextLiteral = { kind: 'text', value: text, span };
  if (!text.includes('${')) return { value: plain, diagnostics: [] };
  if (text.length > LONGEST_SENTENCE) {
    return { value: plain, diagnostics: [sentenceTooLong({ span, length: text.length })] };
  }
  const { tokens, breaks, findings } = lexSentence(text, placement, 'plain');
  if (tokens === null) return { value: plain, diagnostics: independent(findings, breaks) };
  const reading = { text, placement, findings: [...findings] };
  const value = textOf(parseTextTokens(reading, tokens), span);
  return { value, diagnostics: independent(reading.findings, breaks) };
}
