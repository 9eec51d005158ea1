import { AbortController, AbortSignal, unlessAborted } from './http/abort.ts';
import { Body } from './http/body.ts';
import { exchange } from './http/exchange.ts';
import { Blob, FormData } from './http/form-data.ts';
import { Headers } from './http/headers.ts';
import { Request, type RequestInit } from './http/request-object.ts';
import { Response } from './http/response.ts';
import { basicAuthorization, splitUrl, withoutQuery } from './http/split-url.ts';

/** What went wrong on the way to an answer; `type` and `code` as node-fetch has them. */
class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly type: string;
  readonly code: unknown;
  readonly errno: unknown;

  constructor(message: string, type: string, code?: unknown) {
    super(message);
    this.type = type;
    this.code = code;
    this.errno = code;
  }
}

class NodeFetchResponse extends Response {
  override async json(): Promise<unknown> {
    const text = await this.text();
    try {
      return JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const address = withoutQuery(this.url);
      throw new FetchError(`invalid json response body at ${address} reason: ${reason}`, 'invalid-json');
    }
  }
}

class AbortError extends Error {
  override readonly name = 'AbortError';
  readonly type = 'aborted';
}

/** The fetch of the package node-fetch, versions 2 and 3. */
async function fetch(input: unknown, init: RequestInit = {}): Promise<Response> {
  const request = new Request(input, init);
  const pieces = splitUrl(request.url);
  if (pieces === null) throw new TypeError('Only absolute URLs are supported');
  const headers = new Headers(request.headers);
  if (!headers.has('accept')) headers.set('accept', '*/*');
  if (pieces.auth !== null && !headers.has('authorization')) {
    headers.set('authorization', basicAuthorization(pieces.auth));
  }
  const reply = exchange({
    url: pieces.href,
    method: request.method,
    headers: [...headers],
    body: Body.peek(request),
    timeout: request.timeout,
    redirect: request.redirect,
  }).catch((error: unknown) => {
    throw asFetchError(error, pieces.href);
  });
  const answered = await unlessAborted(reply, request.signal).catch((error: unknown) => {
    throw error instanceof FetchError ? error : new AbortError('The user aborted a request.');
  });
  return NodeFetchResponse.of(answered);
}

function asFetchError(error: unknown, url: string): FetchError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = error instanceof Error ? error.message : String(error);
  const address = withoutQuery(url);
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') {
    return new FetchError(`network timeout at: ${address}`, 'request-timeout', code);
  }
  if (code === 'UNEXPECTED_REDIRECT') {
    return new FetchError(
      `uri requested responds with a redirect, redirect mode is set to error: ${address}`,
      'no-redirect',
    );
  }
  return new FetchError(`request to ${address} failed, reason: ${reason}`, 'system', code);
}

module.exports = Object.assign(fetch, {
  default: fetch,
  fetch,
  Headers,
  Request,
  Response: NodeFetchResponse,
  FormData,
  Blob,
  FetchError,
  AbortError,
  AbortController,
  AbortSignal,
  isRedirect: (status: unknown) => [301, 302, 303, 307, 308].includes(Number(status)),
});
