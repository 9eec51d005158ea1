import { Buffer } from 'buffer';

/** An absolute address in pieces, as Node's `url.parse` names them. */
export interface UrlPieces {
  /** `https:` */
  readonly protocol: string;
  /** `name:password`, decoded. */
  readonly auth: string | null;
  readonly host: string;
  readonly pathname: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** Without `auth` and fragment: what can be asked for. */
  readonly href: string;
}

/** Cuts an address apart without judging it: whether it may be called is for the host to say. Null: not absolute. */
export function splitUrl(text: string): UrlPieces | null {
  const match = /^\s*(https?:)\/\/(?:([^/?#]*)@)?([^/?#\s]+)([^?#]*)(\?[^#]*)?/i.exec(text);
  if (match === null) return null;
  const [, scheme = '', auth, host = '', path = '', search = ''] = match;
  const protocol = scheme.toLowerCase();
  const pathname = path.trimEnd() || '/';
  return {
    protocol,
    auth: auth === undefined ? null : decode(auth),
    host,
    pathname,
    search: search.trimEnd(),
    href: `${protocol}//${host}${pathname}${search.trimEnd()}`,
  };
}

/** `Basic …` for `name:password`, or for a name alone. */
export function basicAuthorization(auth: string): string {
  const whole = auth.includes(':') ? auth : `${auth}:`;
  return `Basic ${Buffer.from(whole, 'utf8').toString('base64')}`;
}

/** For messages: the query may hold a secret. */
export function withoutQuery(text: string): string {
  const pieces = splitUrl(text);
  return pieces === null
    ? (text.split(/[?#]/)[0] ?? '')
    : `${pieces.protocol}//${pieces.host}${pieces.pathname}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
