import type { Diagnostic } from './diagnostic.ts';
import type { Finding } from './finding.ts';
import { type Placement, placeSpan } from './placement.ts';
import type { Span } from './source.ts';

/** One sentence while it is read: where it stands, and what has been found wrong with it. */
export interface Reading {
  readonly text: string;
  readonly placement: Placement;
  readonly findings: Finding[];
}

/** A part of the sentence, as indices. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function spanOf({ placement }: Reading, { from, to }: Range): Span {
  return placeSpan(placement, from, to);
}

/** The words of a part, as written. */
export function wordsOf({ text }: Reading, { from, to }: Range): string {
  return text.slice(from, to);
}

/** Notes a mistake that stands for itself. */
export function report({ findings }: Reading, { from }: Range, diagnostic: Diagnostic): void {
  findings.push({ diagnostic, index: from, lost: false });
}

/** Notes a place where the grammar was lost, so that what follows may be no mistake at all. */
export function reportLost({ findings }: Reading, { from }: Range, diagnostic: Diagnostic): void {
  findings.push({ diagnostic, index: from, lost: true });
}

/** Parentheses around a part, as edits. */
export function parenthesise(reading: Reading, range: Range) {
  const { start, end } = spanOf(reading, range);
  return [
    { span: { start, end: start }, text: '(' },
    { span: { start: end, end }, text: ')' },
  ];
}
