import { createHash } from 'node:crypto';
import type { CountKey } from '../../stdlib/index.ts';

/** Characters: an e-mail address has 254 at most. */
const LONGEST = 500;

/**
 * Whose counter it is, in few characters: what a login says may have millions, and would be kept as long as the counter.
 * Whoever counts and whoever reads a counter has to ask for it by this.
 */
export function boundCount({ per, value }: CountKey): CountKey {
  return { per: boundText(per), value: value === null ? null : boundText(value) };
}

/** Every other text is JSON or empty, so none is like a hash. */
function boundText(text: string): string {
  if (text.length <= LONGEST) return text;
  // In UTF-8 two texts with half a character each would become one.
  return `sha256:${createHash('sha256').update(text, 'utf16le').digest('base64url')}`;
}
