import { isDeepStrictEqual } from 'node:util';
import { displayText } from '../../grammar/index.ts';
import type { Difference } from '../../verify/index.ts';

/** In a line: `outcome: expected allow, found deny`. Of long lists only that in which they differ. */
export function formatDifference({ what, expected, found }: Difference): string {
  const show = (value: unknown) => cut(showValue(value, what));
  const name = displayText(what);
  if (Array.isArray(expected) && Array.isArray(found) && isLong(expected, found))
    return `${name}: ${compareLists(expected, found)}`;
  return `${name}: expected ${show(expected)}, found ${show(found)}`;
}

/** Claims and metadata have types, so a text is told from what looks like it; everything else is a text or a list of texts. */
function showValue(value: unknown, what: string): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string' && !what.includes('.')) return displayText(value);
  return displayText(JSON.stringify(value));
}

/** Characters of a value that are shown. */
const LONGEST = 200;

function cut(text: string): string {
  const { length } = text;
  return length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}… (${length} characters)`;
}

function isLong(...lists: readonly (readonly unknown[])[]): boolean {
  return lists.some((list) => JSON.stringify(list).length > LONGEST);
}

function compareLists(expected: readonly unknown[], found: readonly unknown[]): string {
  const without = (list: readonly unknown[], other: readonly unknown[]) =>
    list.filter((item) => !other.some((one) => isDeepStrictEqual(one, item)));
  const parts = [
    { some: without(expected, found), said: 'not there' },
    { some: without(found, expected), said: 'not expected' },
  ].flatMap(({ some, said }) => (some.length === 0 ? [] : [`${showItems(some)} ${said}`]));
  const told = parts.length === 0 ? 'the same in another order, or not as often' : parts.join(', ');
  return `expected ${expected.length} items, found ${found.length}: ${told}`;
}

const MOST_ITEMS = 3;

function showItems(items: readonly unknown[]): string {
  const shown = items.slice(0, MOST_ITEMS).map((item) => cut(displayText(JSON.stringify(item))));
  const more = items.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}
