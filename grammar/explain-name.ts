import type { Diagnostic } from './diagnostic.ts';
import { plainLetters } from './plain-letters.ts';
import { badName } from './policy-messages.ts';
import type { Span } from './source.ts';
import { RESERVED_WORDS } from './tokens.ts';

/** What is wrong with a name that sentences cannot write. */
export function explainName(name: string, span: Span): Diagnostic {
  const suggestion = plainLetters(name)
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^[\d_]+|_+$/g, '');
  const isReserved = RESERVED_WORDS.has(name);
  return badName({ name, span, suggestion: suggestion === name ? '' : suggestion, isReserved });
}
