import type { Leaf } from './yaml-tokens.ts';

/** Where quotes and brackets begin and end, as YAML sees them. */
export interface Landmarks {
  /** True for an offset between an opening bracket and the closing one. */
  readonly isInBrackets: (at: number) => boolean;
  /** The innermost bracket before the offset that is never closed. */
  readonly openBracket: (at: number) => number | null;
  /** The start of the last quoted text that begins before the offset. */
  readonly quoteBefore: (at: number) => number;
  /** The start of the bracketed part that ends at the offset. */
  readonly bracketBefore: (at: number) => number;
}

/** The landmarks of a file. They are only looked for when somebody asks, since most files have no mistakes. */
export function findLandmarks(leaves: Iterable<Leaf>): Landmarks {
  let found: Landmarks | null = null;
  const landmarks = () => {
    found ??= collectLandmarks(leaves);
    return found;
  };
  return {
    isInBrackets: (at) => landmarks().isInBrackets(at),
    openBracket: (at) => landmarks().openBracket(at),
    quoteBefore: (at) => landmarks().quoteBefore(at),
    bracketBefore: (at) => landmarks().bracketBefore(at),
  };
}

function collectLandmarks(leaves: Iterable<Leaf>): Landmarks {
  const open: { readonly start: number; readonly sign: string }[] = [];
  const unclosed: number[] = [];
  const quotes: number[] = [];
  const starts = new Map<number, number>();
  const outermost: { readonly start: number; readonly end: number }[] = [];
  for (const { token } of leaves) {
    switch (token.type) {
      case 'flow-map-start':
      case 'flow-seq-start':
        open.push({ start: token.offset, sign: token.source });
        break;
      case 'flow-map-end':
      case 'flow-seq-end': {
        const opening = open.pop();
        if (opening === undefined) break;
        if ((opening.sign === '{') !== (token.source === '}')) unclosed.push(opening.start);
        starts.set(token.offset + 1, opening.start);
        if (open.length === 0) outermost.push({ start: opening.start, end: token.offset });
        break;
      }
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        quotes.push(token.offset);
        break;
      default:
        break;
    }
  }
  unclosed.push(...open.map(({ start }) => start));
  unclosed.sort((a, b) => a - b);
  return {
    isInBrackets: (at) =>
      outermost.some(({ start, end }) => start < at && at <= end) || open.some(({ start }) => start < at),
    openBracket: (at) => unclosed.findLast((start) => start < at) ?? null,
    quoteBefore: (at) => quotes.findLast((start) => start < at) ?? Math.max(0, at - 1),
    bracketBefore: (at) => starts.get(at) ?? Math.max(0, at - 1),
  };
}
