import type { Piece, RequestDraft } from '../../stdlib/index.ts';
import type { CapabilityError, HttpRequest, Settled } from './capability.ts';
import { badSecret, missingSecret } from './capability-errors.ts';
import { KEPT_BY_ORIGIN } from './follow-redirect.ts';

/** Secrets by their names. */
export type Secrets = Pick<ReadonlyMap<string, string>, 'get'>;

/**
 * Puts secrets in the place of their names: percent-encoded in the address, as they are in headers, as inside a JSON
 * text in a JSON body. A body says what it is unless a header does. The error of a secret without a value names it. The
 * request follows no redirect where that would carry a secret to another server.
 */
export function fillRequest(draft: RequestDraft, secrets: Secrets): Settled<HttpRequest> {
  const problems: CapabilityError[] = [];
  const fill = (pieces: readonly Piece[], write: (value: string) => string | null): string => {
    const texts = pieces.map((piece) => {
      if (typeof piece === 'string') return piece;
      const value = secrets.get(piece.secret);
      const written = value === undefined ? null : write(value);
      if (value === undefined) problems.push(missingSecret({ name: piece.secret }));
      else if (written === null) problems.push(badSecret({ name: piece.secret }));
      return written ?? '';
    });
    return texts.join('');
  };
  const url = fill(draft.url, encodeForUrl);
  const headers = draft.headers.map(([name, value]) => [name, fill(value, (text) => text)] as const);
  const body = draft.body === null ? null : fill(draft.body.pieces, writerOf(draft.body.type));
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, error: problem };
  return {
    ok: true,
    value: {
      url,
      method: draft.method,
      headers: [...headers, ...typeHeader(draft)],
      body: body === null ? null : Buffer.from(body).toString('base64'),
      timeout: null,
      redirect: carriesSecrets(draft) ? 'manual' : 'follow',
    },
  };
}

/** A message about a request, with the secrets left out that its address may have brought in. */
export function hideSecrets(message: string, { url }: RequestDraft, secrets: Secrets): string {
  return url.reduce<string>((text, piece) => {
    const value = typeof piece === 'string' ? undefined : secrets.get(piece.secret);
    const encoded = value === undefined ? null : encodeForUrl(value);
    return encoded === null || encoded === '' ? text : text.replaceAll(encoded, '…');
  }, message);
}

/** A text of which nothing means anything in a URL; null: it has half a character. */
function encodeForUrl(text: string): string | null {
  if (!text.isWellFormed()) return null;
  const toCode = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, toCode);
}

function writerOf(type: 'json' | 'text'): (text: string) => string {
  return type === 'json' ? (text) => JSON.stringify(text).slice(1, -1) : (text) => text;
}

function typeHeader({ headers, body }: RequestDraft): HttpRequest['headers'] {
  if (body === null || headers.some(([name]) => name.toLowerCase() === 'content-type')) return [];
  return [['content-type', body.type === 'json' ? 'application/json' : 'text/plain; charset=utf-8']];
}

/** True where a redirect would hand a secret on: what authorises stays with the server that it was written for. */
function carriesSecrets({ headers, body }: RequestDraft): boolean {
  const isSecret = (piece: Piece) => typeof piece !== 'string';
  const inHeader = headers.some(
    ([name, value]) => !KEPT_BY_ORIGIN.has(name.toLowerCase()) && value.some(isSecret),
  );
  return inHeader || body?.pieces.some(isSecret) === true;
}
