import type { AxiosAdapter, AxiosError, AxiosResponse, AxiosStatic, InternalAxiosRequestConfig } from 'axios';
import { unlessAborted } from './abort.ts';
import { readBody } from './body.ts';
import { exchange, type Reply } from './exchange.ts';
import { addHeader, incomingHeaders, readHeaders } from './header-list.ts';
import { basicAuthorization, splitUrl } from './split-url.ts';

/** How axios makes its requests here: through the host, and with the errors that its adapter for Node has. */
export function makeAdapter({ AxiosError, CanceledError, AxiosHeaders, getUri }: AxiosStatic): AxiosAdapter {
  return async (config) => {
    const pieces = splitUrl(getUri(config));
    if (pieces === null) throw new AxiosError('Invalid URL', 'ERR_INVALID_URL', config);
    const body = readBody(config.data);
    const reply = exchange({
      url: pieces.href,
      method: (config.method ?? 'get').toUpperCase(),
      headers: headersOf(config, pieces.auth, body.type),
      body: body.bytes,
      timeout: config.timeout,
      redirect: config.maxRedirects === 0 ? 'manual' : 'follow',
    }).catch((error: unknown) => {
      throw failure(error, config);
    });
    const response = answer(await unlessCancelled(reply, config));
    const { status } = response;
    const { validateStatus } = config;
    if (!status || !validateStatus || validateStatus(status)) return response;
    const code = status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
    throw new AxiosError(
      `Request failed with status code ${status}`,
      code,
      config,
      response.request,
      response,
    );

    function answer(reply: Reply): AxiosResponse {
      return {
        data: dataOf(reply, config),
        status: reply.status,
        statusText: reply.statusText,
        headers: AxiosHeaders.from(incomingHeaders(reply.headers)),
        config,
        request: { path: `${pieces?.pathname}${pieces?.search}`, res: { responseUrl: reply.url } },
      };
    }
  };

  function failure(error: unknown, config: InternalAxiosRequestConfig): AxiosError {
    const cause = error instanceof Error ? error : new Error(String(error));
    const code = 'code' in cause ? String(cause.code) : undefined;
    if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') {
      const { timeout, timeoutErrorMessage, transitional } = config;
      const name = transitional?.clarifyTimeoutError ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED;
      const message =
        timeoutErrorMessage || (timeout ? `timeout of ${timeout}ms exceeded` : 'timeout exceeded');
      return new AxiosError(message, name, config);
    }
    return AxiosError.from(cause, code, config);
  }

  async function unlessCancelled(reply: Promise<Reply>, config: InternalAxiosRequestConfig): Promise<Reply> {
    const given = unlessAborted(reply, config.signal);
    const { cancelToken } = config;
    const settled =
      cancelToken === undefined ? given : Promise.race([given, rejectLater(cancelToken.promise)]);
    return settled.catch((error: unknown) => {
      throw config.signal?.aborted ? new CanceledError(undefined, config) : error;
    });
  }
}

function headersOf(
  config: InternalAxiosRequestConfig,
  inUrl: string | null,
  bodyType: string | null,
): [string, string][] {
  const { auth } = config;
  const list = readHeaders(config.headers.toJSON()).filter(([, value]) => value !== 'false');
  const headers = bodyType?.startsWith('multipart/') ? withType(list, bodyType) : list;
  if (auth !== undefined) {
    const kept = headers.filter(([name]) => name.toLowerCase() !== 'authorization');
    return [...kept, ['Authorization', basicAuthorization(`${auth.username || ''}:${auth.password || ''}`)]];
  }
  if (inUrl !== null) addHeader(headers, 'Authorization', basicAuthorization(inUrl));
  return headers;
}

/** Only whoever wrote a multipart body knows its boundary. */
function withType(headers: readonly [string, string][], type: string): [string, string][] {
  return [...headers.filter(([name]) => name.toLowerCase() !== 'content-type'), ['Content-Type', type]];
}

function dataOf({ body }: Reply, { responseType }: InternalAxiosRequestConfig): unknown {
  return responseType === 'arraybuffer' ? body : body.toString('utf8').replace(/^\uFEFF/, '');
}

/** Never resolves: what comes is a reason to stop. */
async function rejectLater(reason: Promise<unknown>): Promise<never> {
  throw await reason;
}
