import type { Diagnostic, Word } from '../../../grammar/index.ts';
import { parseNetwork } from '../../../stdlib/index.ts';
import { networkHostBits, notANetwork } from '../messages/check-definition-messages.ts';

/** The networks among some words, as written; the others are reported. */
export function readRanges(
  ranges: readonly Word[],
  report: (diagnostic: Diagnostic) => void,
): readonly string[] {
  return ranges.flatMap(({ text, span }) => {
    const parsed = parseNetwork(text);
    if (parsed === undefined) report(notANetwork({ text, span }));
    else if (parsed.hostBits) report(networkHostBits({ text, span, canonical: parsed.canonical }));
    else return [text];
    return [];
  });
}
