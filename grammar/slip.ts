import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './source.ts';
import { lineEnd, reachFrom } from './yaml-lines.ts';

/** One mistake in the YAML of a file, and what can no longer be trusted because of it. */
export interface Slip {
  readonly diagnostic: Diagnostic;
  /**
   * `nothing`: the file reads as if the slip were not there. `value`: the values that begin in `reach` are not what the
   * author meant. `keys`: nor are the keys. `everything`: nor is the shape of the file.
   */
  readonly damage: 'nothing' | 'value' | 'keys' | 'everything';
  readonly reach: Span;
}

/** A slip that has been found at an offset, and is explained only if it is to be shown. */
export interface FoundSlip {
  readonly at: number;
  readonly explain: () => Slip;
}

/** More slips than this in one file are not told: nobody reads them before the first ones are gone. */
const SLIP_LIMIT = 100;

/**
 * One slip often shows up several times: of the found of a line the first counts, and none within the reach of
 * another, or after one that spoils everything.
 */
export function chooseSlips(text: string, found: readonly FoundSlip[]): readonly Slip[] {
  const slips: Slip[] = [];
  let doneUntil = -1;
  for (const { at, explain } of found.toSorted((a, b) => a.at - b.at)) {
    if (at <= doneUntil) continue;
    const slip = explain();
    slips.push(slip);
    if (slip.damage === 'everything' || slips.length === SLIP_LIMIT) break;
    doneUntil = Math.max(lineEnd(text, at), slip.damage === 'nothing' ? 0 : slip.reach.end);
  }
  return slips;
}

/** True when a slip spoils the value, or the key, that begins at the offset. */
export function isSpoilt(slips: readonly Slip[], at: number, part: 'value' | 'keys'): boolean {
  return slips.some(
    ({ damage, reach }) => (damage === 'keys' || damage === part) && reach.start <= at && at <= reach.end,
  );
}

/** The file is as good as without the slip. */
export function harmless(diagnostic: Diagnostic): Slip {
  return { diagnostic, damage: 'nothing', reach: diagnostic.span };
}

/** Nothing can be made of the file. */
export function fatal(diagnostic: Diagnostic): Slip {
  return { diagnostic, damage: 'everything', reach: diagnostic.span };
}

/** The value at `start` is lost; what stands on the lines below it is not. */
export function spoilValue(text: string, start: number, diagnostic: Diagnostic): Slip {
  return { diagnostic, damage: 'value', reach: { start, end: lineEnd(text, start) } };
}

/** The value at `start` is lost, with the lines on which it goes on, whatever YAML made of them. */
export function spoilText(text: string, start: number, diagnostic: Diagnostic): Slip {
  const reach = reachFrom(text, start);
  return { diagnostic, damage: reach.end > lineEnd(text, start) ? 'keys' : 'value', reach };
}

/** Keys and values from `start` to the end of the line of `end` are lost. */
export function spoilKeys(text: string, { start, end }: Span, diagnostic: Diagnostic): Slip {
  return { diagnostic, damage: 'keys', reach: { start, end: lineEnd(text, end) } };
}
