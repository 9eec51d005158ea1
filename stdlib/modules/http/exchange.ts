import { call } from 'lintel:host';
import { Buffer } from 'buffer';

/** Names as they were written, in their order; a name can come twice. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface Question {
  /** With http or https, without a name and a password. */
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderList;
  /** A text goes out as UTF-8. */
  readonly body: string | Uint8Array | null;
  /** Milliseconds for all of it; what is no positive number is the host's default. */
  readonly timeout: unknown;
  readonly redirect: 'follow' | 'manual' | 'error';
}

export interface Reply {
  /** After redirects. */
  readonly url: string;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/**
 * Has the host make an HTTP request: every client that rules can use ends here. Rejects with an `Error` whose `code` is
 * Node's (`ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT`) or the host's own (`HOST_NOT_ALLOWED`).
 */
export async function exchange(question: Question): Promise<Reply> {
  const { body, timeout } = question;
  const answer = await call('fetch', {
    url: question.url,
    method: question.method,
    headers: question.headers,
    body: body === null ? null : toBase64(body),
    timeout: typeof timeout === 'number' && timeout > 0 && Number.isFinite(timeout) ? timeout : null,
    redirect: question.redirect,
  });
  if (!isReply(answer)) throw new Error('the host answers every `fetch` with a response or an error');
  return { ...answer, body: Buffer.from(answer.body, 'base64') };
}

type Wire = Omit<Reply, 'body'> & { readonly body: string };

function isReply(value: unknown): value is Wire {
  return (
    typeof value === 'object' &&
    value !== null &&
    'status' in value &&
    typeof value.status === 'number' &&
    'headers' in value &&
    Array.isArray(value.headers) &&
    'body' in value &&
    typeof value.body === 'string'
  );
}

function toBase64(body: string | Uint8Array): string {
  if (typeof body === 'string') return Buffer.from(body, 'utf8').toString('base64');
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64');
}
