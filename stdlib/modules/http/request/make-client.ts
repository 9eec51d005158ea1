import { Request } from './request.ts';
import { mergeOptions, type RequestCallback, type RequestOptions, readArguments } from './request-options.ts';

/** The function that `require('request')` gives, with its verbs. */
export interface RequestClient {
  (...list: readonly unknown[]): Request;
  [property: string]: unknown;
}

/** How a client makes its requests; request-promise makes one that is a promise too. */
export type Start = (options: RequestOptions, callback: RequestCallback | null) => Request;

export const startRequest: Start = (options, callback) => new Request(options, callback);

/** A client with options that hold for all its calls. */
export function makeClient(start: Start, defaults: RequestOptions = {}): RequestClient {
  const withMethod =
    (method?: string) =>
    (...list: readonly unknown[]) => {
      const { options, callback } = readArguments(list, defaults, method);
      return start(options, callback);
    };
  const verbs = VERBS.map(([name, method]) => [name, withMethod(method)]);
  return Object.assign(withMethod(), Object.fromEntries(verbs), {
    defaults: (more: RequestOptions) => makeClient(start, mergeOptions(defaults, more)),
    forever: () => makeClient(start, defaults),
    jar: () => ({ setCookie: () => undefined, getCookies: () => [], getCookieString: () => '' }),
    cookie: (text: unknown) => text,
    Request,
    debug: false,
  });
}

const VERBS = [
  ['get', 'GET'],
  ['head', 'HEAD'],
  ['options', 'OPTIONS'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['del', 'DELETE'],
  ['delete', 'DELETE'],
] as const;
