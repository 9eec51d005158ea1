import type { Answer, HttpRequest } from '../../../runtime/capabilities/capability.ts';

/** A request as the server saw it. */
export interface Visit {
  readonly method: string;
  /** The host that the rule meant; the server stands for all of them. */
  readonly host: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Call {
  readonly operation: string;
  readonly payload: unknown;
}

/** The shortest way from a call to the server. Other operations are written down and answered with what they were given. */
export async function answerCall(
  address: string,
  calls: Call[],
  operation: string,
  payload: unknown,
): Promise<Answer> {
  if (operation === 'fetch') return visit(address, payload as HttpRequest);
  calls.push({ operation, payload });
  return { ok: true, value: payload };
}

async function visit(address: string, request: HttpRequest): Promise<Answer> {
  const { host, hostname, pathname, search } = new URL(request.url);
  if (hostname === 'closed.example')
    return failure('ECONNREFUSED', '`closed.example` refused the connection');
  try {
    const response = await fetch(`${address}${pathname}${search}`, {
      method: request.method,
      headers: [...request.headers.map(([name, value]): [string, string] => [name, value]), ['x-host', host]],
      body: request.body === null ? null : Buffer.from(request.body, 'base64'),
      redirect: request.redirect,
      signal: request.timeout === null ? null : AbortSignal.timeout(request.timeout),
    });
    return {
      ok: true,
      value: {
        url: response.url,
        redirected: response.redirected,
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
        body: Buffer.from(await response.arrayBuffer()).toString('base64'),
      },
    };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return isLate
      ? failure('ESOCKETTIMEDOUT', 'no full answer in time')
      : failure('ECONNRESET', error instanceof Error ? error.message : 'no reason');
  }
}

function failure(code: string, message: string): Answer {
  return { ok: false, error: { name: 'Error', message, code } };
}
