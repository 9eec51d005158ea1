import { AbortController, AbortSignal, unlessAborted } from './http/abort.ts';
import { Body } from './http/body.ts';
import { exchange } from './http/exchange.ts';
import { Blob, FormData } from './http/form-data.ts';
import { Headers } from './http/headers.ts';
import { Request, type RequestInit } from './http/request-object.ts';
import { Response } from './http/response.ts';
import { splitUrl } from './http/split-url.ts';

/** The platform's fetch. Rejects with a `TypeError` whose `cause` says what happened. */
async function fetch(input: unknown, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const pieces = splitUrl(request.url);
  if (pieces === null) throw new TypeError('Failed to parse URL', { cause: { code: 'ERR_INVALID_URL' } });
  if (pieces.auth !== null) {
    throw new TypeError('Request cannot be constructed from a URL that includes credentials');
  }
  const reply = exchange({
    url: pieces.href,
    method: request.method,
    headers: [...request.headers],
    body: Body.peek(request),
    timeout: null,
    redirect: request.redirect,
  }).catch((cause: unknown) => {
    throw new TypeError('fetch failed', { cause });
  });
  return Response.of(await unlessAborted(reply, request.signal));
}

module.exports = { fetch, Headers, Request, Response, FormData, Blob, AbortController, AbortSignal };
