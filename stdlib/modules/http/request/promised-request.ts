import { Request, type RequestResponse } from './request.ts';
import type { RequestCallback, RequestOptions } from './request-options.ts';

/** Why a request-promise was rejected; `error` is the body or the cause, as the package has it. */
class RequestPromiseError extends Error {
  readonly error: unknown;
  readonly options: RequestOptions;
  readonly response: unknown;

  constructor(message: string, error: unknown, options: RequestOptions, response: unknown) {
    super(message);
    this.error = error;
    this.options = options;
    this.response = response;
  }
}

export class RequestError extends RequestPromiseError {
  override readonly name = 'RequestError';

  constructor(cause: unknown, options: RequestOptions, response?: unknown) {
    super(String(cause), cause, options, response);
    this.cause = cause;
  }
}

export class StatusCodeError extends RequestPromiseError {
  override readonly name = 'StatusCodeError';
  readonly statusCode: number;

  constructor(statusCode: number, body: unknown, options: RequestOptions, response: unknown) {
    super(`${statusCode} - ${JSON.stringify(body)}`, body, options, response);
    this.statusCode = statusCode;
  }
}

export class TransformError extends RequestPromiseError {
  override readonly name = 'TransformError';

  constructor(cause: unknown, options: RequestOptions, response?: unknown) {
    super(String(cause), cause, options, response);
    this.cause = cause;
  }
}

/** A request that is a promise for its body too; statuses other than 2xx reject unless `simple` is false. */
export class PromisedRequest extends Request {
  readonly #promise: Promise<unknown>;

  constructor(options: RequestOptions, callback: RequestCallback | null) {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    super(options, (error, response, body) => {
      if (error !== null) reject(new RequestError(error, options, response));
      else if (isResponse(response)) settle(response, body, options).then(resolve, reject);
      callback?.(error, response, body);
    });
    this.#promise = promise;
    // Whoever uses the callback alone leaves the promise lying; its followers report as they should.
    promise.catch(() => undefined);
  }

  // biome-ignore lint/suspicious/noThenProperty: rules await what request-promise returns.
  then<A, B>(resolved?: (value: unknown) => A, rejected?: (error: unknown) => B): Promise<unknown> {
    return this.#promise.then(resolved, rejected);
  }

  catch<B>(rejected?: (error: unknown) => B): Promise<unknown> {
    return this.#promise.catch(rejected);
  }

  finally(done?: () => void): Promise<unknown> {
    return this.#promise.finally(done);
  }

  promise(): Promise<unknown> {
    return this.#promise;
  }

  cancel(): void {
    this.abort();
  }
}

async function settle(response: RequestResponse, body: unknown, options: RequestOptions): Promise<unknown> {
  const { simple = true, resolveWithFullResponse = false, transform, transform2xxOnly } = options;
  const isGood = response.statusCode >= 200 && response.statusCode < 300;
  const isRefused = Boolean(simple) && !isGood;
  const plain = resolveWithFullResponse ? response : body;
  if (typeof transform !== 'function' || (transform2xxOnly && !isGood)) {
    if (isRefused) throw new StatusCodeError(response.statusCode, body, options, response);
    return plain;
  }
  const transformed = await attempt(async () => transform(body, response, resolveWithFullResponse));
  if (isRefused) throw new StatusCodeError(response.statusCode, body, options, transformed);
  return transformed;

  async function attempt(run: () => Promise<unknown>): Promise<unknown> {
    try {
      return await run();
    } catch (cause) {
      throw new TransformError(cause, options, response);
    }
  }
}

function isResponse(value: unknown): value is RequestResponse {
  return typeof value === 'object' && value !== null && 'statusCode' in value;
}
