import { urlEncode } from './encoding.ts';
import { asTextPieces, jsonPieces, mergePieces } from './pieces.ts';
import type { Ask, Piece, RequestDraft } from './rule.ts';

/** What emitted rules send: look-ups, calls and notifications. A request of which a part is missing is missing. */

/**
 * The request, from an address that `urlPieces` made, headers and a body; null: it has none. Header values are texts,
 * numbers and truths in one line of Latin letters (RFC 9110 section 5.5), a body that is a text stays one, and
 * everything else is JSON.
 */
export function draftRequest(
  method: string,
  url: readonly Piece[] | undefined,
  headers: readonly (readonly [name: string, value: unknown])[],
  body: unknown,
): RequestDraft | undefined {
  if (url === undefined || body === undefined) return undefined;
  const values: [name: string, value: readonly Piece[]][] = [];
  for (const [name, raw] of headers) {
    const value = asTextPieces(raw);
    const fits = value?.every((piece) => typeof piece !== 'string' || /^[\t -~\xa0-\xff]*$/.test(piece));
    if (value === undefined || fits !== true) return undefined;
    values.push([name, value]);
  }
  const sent = body === null ? null : bodyOf(body);
  return sent === undefined ? undefined : { method, url, headers: values, body: sent };
}

/** What is sent as a body, and as what. */
export function bodyOf(body: unknown): RequestDraft['body'] | undefined {
  const isText = typeof body === 'string' || (typeof body === 'object' && asTextPieces(body) !== undefined);
  const pieces = isText ? asTextPieces(body) : jsonPieces(body, 0);
  return pieces === undefined ? undefined : { type: isText ? 'text' : 'json', pieces: mergePieces(pieces) };
}

/**
 * An address: `texts` stand as they are, with the values between them percent-encoded, so that there is one text more
 * than there are values. The first text reaches into the path at least. Missing when a value is missing, no text,
 * number or truth, or half a character; and in the path, where nobody may choose another place, when it is empty or
 * makes a part of the path `.` or `..`.
 */
export function urlPieces(
  texts: readonly string[],
  values: readonly unknown[],
): readonly Piece[] | undefined {
  const [start = '', ...others] = texts;
  if (values.length > 0) {
    if (!/^https?:[/]{2}[^/?#@\\]+[/?#]/i.test(start)) return undefined;
    // Readers of addresses take the first for a slash and leave out the others.
    if (texts.some((text) => /[\\\t\n\r]/.test(text))) return undefined;
  }
  let isPath = !/[?#]/.test(start);
  const pieces: Piece[] = [start];
  // What stands in the path since its last slash, a secret as something that is no point.
  let segment = isPath ? start.slice(start.lastIndexOf('/') + 1) : '';
  let isChosen = false;
  const isPlain = (): boolean => !isChosen || !/^(?:[.]|%2e){1,2}$/i.test(segment);
  for (const [index, value] of values.entries()) {
    const encoded = encodedPieces(value);
    if (encoded === undefined || (isPath && encoded.length === 0)) return undefined;
    const next = others[index] ?? '';
    pieces.push(...encoded, next);
    if (!isPath) continue;
    isChosen = true;
    segment += encoded.map((piece) => (typeof piece === 'string' ? piece : 'secret')).join('');
    const end = next.search(/[/?#]/);
    segment += end < 0 ? next : next.slice(0, end);
    if (end < 0) continue;
    if (!isPlain()) return undefined;
    isPath = !/[?#]/.test(next);
    segment = next.slice(next.lastIndexOf('/') + 1);
    isChosen = false;
  }
  return isPath && !isPlain() ? undefined : mergePieces(pieces);
}

/** A value for an address, percent-encoded but for its secrets; empty for an empty text. */
export function encodedPieces(value: unknown): readonly Piece[] | undefined {
  const pieces = asTextPieces(value);
  if (pieces === undefined) return undefined;
  const encoded: Piece[] = [];
  for (const piece of pieces) {
    if (typeof piece !== 'string') encoded.push(piece);
    else if (!piece.isWellFormed()) return undefined;
    else if (piece !== '') {
      const text = urlEncode(piece);
      if (text === undefined) return undefined;
      encoded.push(text);
    }
  }
  return encoded;
}

/** The question of a look-up over HTTP. */
export function askHttp(request: RequestDraft | undefined): Ask | undefined {
  return request === undefined ? undefined : { kind: 'http', request };
}

export const requestFunctions = [draftRequest, bodyOf, urlPieces, encodedPieces, askHttp] as const;
