import type { Placement } from './placement.ts';

/** A text that was read out of a file, and where its characters stand. */
export interface ScalarText {
  readonly text: string;
  readonly placement: Placement;
}

/** Writes a text down character by character, with the place that each comes from. */
export interface Pen {
  readonly source: string;
  /** Offset of `source` in the file. */
  readonly offset: number;
  text: string;
  readonly starts: number[];
  readonly ends: number[];
}

/** A pen that reads from `source`, which stands at `offset` in the file. */
export function createPen(source: string, offset: number): Pen {
  return { source, offset, text: '', starts: [], ends: [] };
}

/** Writes a text that the part of the source from `from` to `to` stands for. */
export function write(pen: Pen, text: string, from: number, to: number): void {
  pen.text += text;
  for (let unit = 0; unit < text.length; unit++) {
    pen.starts.push(pen.offset + from);
    pen.ends.push(pen.offset + to);
  }
}

/** Writes a part of the source as it stands. */
export function writeSlice(pen: Pen, from: number, to: number): void {
  pen.text += pen.source.slice(from, to);
  for (let at = from; at < to; at++) {
    pen.starts.push(pen.offset + at);
    pen.ends.push(pen.offset + at + 1);
  }
}

/** What was written; `origin` is the place in the source at which an empty text stands. */
export function finish(pen: Pen, origin: number): ScalarText {
  const { text, starts, ends } = pen;
  const first = starts[0] ?? pen.offset + origin;
  const last = ends[ends.length - 1] ?? first;
  return {
    text,
    placement: {
      start: (index) => starts[index] ?? last,
      end: (index) => (index <= 0 ? first : (ends[index - 1] ?? last)),
    },
  };
}
