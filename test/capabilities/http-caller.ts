import type { TestContext } from 'node:test';
import { openAllowList } from '../../runtime/capabilities/allow-list.ts';
import type { HttpRequest, HttpResponse } from '../../runtime/capabilities/capability.ts';
import { openHttpClient } from '../../runtime/capabilities/http-client.ts';

type ClientOptions = Partial<Parameters<typeof openHttpClient>[0]>;

/** What a test says of a call; the rest is as rules call most often. */
export type Call = Partial<HttpRequest> & {
  readonly only?: readonly string[];
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly left?: number;
};

/** Calls through one client; gives the status, or the code of the error. */
export interface Caller {
  call(url: string, call?: Call): Promise<string | number>;
  message(url: string, call?: Call): Promise<string>;
  response(url: string, call?: Call): Promise<HttpResponse>;
  text(url: string, call?: Call): Promise<string>;
  close(): void;
}

/** Opens a client that may call this machine under every name, unless the test says otherwise. */
export function openCaller(test: TestContext, options: ClientOptions = {}): Caller {
  const client = openHttpClient({
    network: { allow: ['*'], private: ['127.0.0.0/8'] },
    resolve: async () => ['127.0.0.1'],
    ...options,
  });
  test.after(() => client.close());
  const send = (url: string, { only, signal, left = 60_000, ...request }: Call = {}) =>
    client.send(
      { url, method: 'GET', headers: [], body: null, timeout: null, redirect: 'follow', ...request },
      {
        only: only === undefined ? null : openAllowList(only),
        deadline: performance.now() + left,
        signal: signal ?? new AbortController().signal,
      },
    );
  const response = async (url: string, call?: Call): Promise<HttpResponse> => {
    const result = await send(url, call);
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
    return result.value;
  };
  return {
    async call(url, call) {
      const result = await send(url, call);
      return result.ok ? result.value.status : result.error.code;
    },
    async message(url, call) {
      const result = await send(url, call);
      return result.ok ? '' : result.error.message;
    },
    response,
    text: async (url, call) => Buffer.from((await response(url, call)).body, 'base64').toString(),
    close: () => client.close(),
  };
}

/** The base64 of a text, as bodies travel. */
export function body(text: string): string {
  return Buffer.from(text).toString('base64');
}
