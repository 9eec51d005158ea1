import type { Answer, CapabilityError, HttpRequest } from '../runtime/capabilities/capability.ts';
import { followRedirect, isRedirect } from '../runtime/capabilities/follow-redirect.ts';
import type { Hop, RawResponse } from '../runtime/capabilities/http-message.ts';
import { requestByFetch } from './request-by-fetch.ts';
import { requestByNode } from './request-by-node.ts';

/**
 * Sends a request from the process of the test, so that whatever intercepts requests there sees it. There is no list of
 * allowed hosts. Never rejects.
 */
export async function fetchAsTest(request: HttpRequest): Promise<Answer> {
  try {
    return { ok: true, value: await follow(request) };
  } catch (error) {
    return { ok: false, error: printError(error) };
  }
}

function printError(error: unknown): CapabilityError {
  const { name, message, code, cause } = Object(error) as Partial<NodeJS.ErrnoException>;
  // `fetch` hides what went wrong behind an error of its own.
  if (cause instanceof Object && 'message' in cause) return printError(cause);
  return { name: `${name ?? 'Error'}`, message: `${message ?? error}`, code: `${code ?? 'FAILED'}` };
}

async function follow({ url, method, headers, body, timeout, redirect }: HttpRequest): Promise<unknown> {
  let hop: Hop = {
    url: new URL(url),
    method,
    headers,
    body: body === null ? null : Buffer.from(body, 'base64'),
  };
  for (let hops = 0; hops <= REDIRECTS; hops += 1) {
    const response = await (isFetchReplaced() ? requestByFetch : requestByNode)(hop, timeout ?? TIMEOUT);
    if (redirect === 'manual' || !isRedirect(response)) {
      return { ...printResponse(response), url: hop.url.href, redirected: hops > 0 };
    }
    if (redirect === 'error')
      throw failure('the server redirects, which the rule does not want', 'REDIRECTED');
    const next = followRedirect(hop, response, { requestHeadBytes: HEAD });
    if (!next.ok) throw failure(next.error.message, next.error.code);
    hop = next.value;
  }
  throw failure(`the server redirects more than ${REDIRECTS} times`, 'TOO_MANY_REDIRECTS');
}

const REDIRECTS = 10;
/** As in production; milliseconds, and bytes of an address with its headers. */
const TIMEOUT = 10_000;
const HEAD = 64 * 1024;

/** Whether the test intercepts `fetch`, by an own function or by another dispatcher. Asked at every request. */
function isFetchReplaced(): boolean {
  const { fetch } = globalThis;
  if (typeof fetch === 'function' && !isNodesOwn(fetch)) return true;
  return DISPATCHERS.some((symbol) => {
    const dispatcher: unknown = Reflect.get(globalThis, symbol);
    return dispatcher !== undefined && !PLAIN.includes(`${Object(Object(dispatcher).constructor).name}`);
  });
}

/** Where the versions of undici keep what `fetch` goes through, and what they put there themselves. */
const DISPATCHERS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];
const PLAIN = ['Agent', 'Dispatcher1Wrapper'];

/** Node's `fetch` is written in JavaScript: what it looks like is all that tells it from a stub. */
function isNodesOwn(fetch: object): boolean {
  const text = Function.prototype.toString.call(fetch);
  return /internal\/deps\/undici|fetchImpl/.test(text);
}

function printResponse({ status, statusText, headers, body }: RawResponse) {
  return { status, statusText, headers, body: Buffer.from(body).toString('base64') };
}

function failure(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
