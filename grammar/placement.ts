import type { Span } from './source.ts';

/**
 * Where the characters of a text stand in its file. `start(i)` is the offset at which character `i` begins, `end(i)` the
 * offset at which the text before index `i` ends; quoting and folding may lie between the two.
 */
export interface Placement {
  start(index: number): number;
  end(index: number): number;
}

/** The placement of a text that is a file of its own. */
export const UNMOVED: Placement = { start: (index) => index, end: (index) => index };

/** The span in the file of the characters from index `start` to before index `end`. */
export function placeSpan(placement: Placement, start: number, end: number): Span {
  if (end > start) return { start: placement.start(start), end: placement.end(end) };
  // Nothing begins at the end of the text, so an empty span stands where what is before it ends.
  const at = start === 0 ? placement.start(0) : placement.end(start);
  return { start: at, end: at };
}
