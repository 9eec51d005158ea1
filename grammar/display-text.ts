/** A piece of a line as a terminal shows it: the offsets it covers in the line, what is printed, and in how many columns. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
  readonly width: number;
}

const PLAIN = /^[\x20-\x7e]*$/;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}|\ufe0f/u;
/** Characters that print nothing, or turn the direction of what follows: an author has to see them. */
const HIDDEN = /^[\p{Cf}\u2028\u2029]$/u;
const LONE_SURROGATE = /^\p{Cs}/u;
const TAB_STOP = 4;

/** Splits one line into what a reader takes for characters. Control characters come out as visible signs. */
export function displayCells(line: string): readonly Cell[] {
  if (PLAIN.test(line)) {
    return Array.from(line, (shown, start) => ({ start, end: start + 1, shown, width: 1 }));
  }
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)) {
    const shown = segment === '\t' ? ' '.repeat(TAB_STOP - (column % TAB_STOP)) : visible(segment);
    const width = shown === segment && WIDE.test(segment) ? 2 : shown === segment ? 1 : shown.length;
    cells.push({ start: index, end: index + segment.length, shown, width });
    column += width;
  }
  return cells;
}

/** A text that is safe to print on a terminal: no control characters, no characters that hide or turn others. */
export function displayText(text: string): string {
  return PLAIN.test(text) ? text : displayCells(text).reduce((shown, cell) => shown + cell.shown, '');
}

/** The number of columns that a text takes on a terminal after `displayText`. */
export function displayWidth(text: string): number {
  return PLAIN.test(text) ? text.length : displayCells(text).reduce((width, cell) => width + cell.width, 0);
}

function visible(segment: string): string {
  const code = segment.codePointAt(0) ?? 0;
  if (code < 0x20)
    return [...segment].map((c) => String.fromCodePoint(0x2400 + (c.codePointAt(0) ?? 0))).join('');
  if (code === 0x7f) return '\u2421';
  if (code <= 0x9f && code >= 0x80) return '\ufffd';
  if (LONE_SURROGATE.test(segment)) return '\ufffd';
  if (HIDDEN.test(segment)) return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  return segment;
}
