import { displayText } from '../../grammar/index.ts';
import type { Difference } from '../../verify/index.ts';

/** In a line: `outcome: expected allow, found deny`. */
export function formatDifference({ what, expected, found }: Difference): string {
  const show = (value: unknown) => showValue(value, what);
  return `${displayText(what)}: expected ${show(expected)}, found ${show(found)}`;
}

/** Claims and metadata have types, so a text is told from what looks like it; everything else is a text or a list of texts. */
function showValue(value: unknown, what: string): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string' && !what.includes('.')) return displayText(value);
  return displayText(JSON.stringify(value));
}
