import type { Dispatcher } from 'undici';
import type { CapabilityError, Settled } from './capability.ts';
import {
  addressNotAllowed,
  answerTimeout,
  connectTimeout,
  loginOver,
  networkFailure,
  responseTooLarge,
} from './capability-errors.ts';
import { ADDRESS_NOT_ALLOWED, codeOf } from './guarded-connector.ts';
import type { Hop, RawResponse } from './http-message.ts';

/** Sends one request and takes the whole answer, as it came. Never rejects. */
export function exchange(
  dispatcher: Dispatcher,
  hop: Hop,
  limits: {
    /** Milliseconds. */
    readonly timeout: number;
    /** Bytes. */
    readonly most: number;
    readonly signal: AbortSignal;
  },
): Promise<Settled<RawResponse>> {
  const { host } = hop.url;
  const { signal, most } = limits;
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | null = null;
    let isSettled = false;
    let status = 0;
    let statusText = '';
    let headers: RawResponse['headers'] = [];
    let length = 0;
    const chunks: Buffer[] = [];

    const settle = (result: Settled<RawResponse>): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onEnd);
      resolve(result);
    };
    const giveUp = (error: CapabilityError): void => {
      settle({ ok: false, error });
      controller?.abort(new Error(error.code));
    };
    const onEnd = (): void => giveUp(loginOver());
    const timer = setTimeout(
      () => giveUp(controller === null ? connectTimeout({ host }) : answerTimeout({ host })),
      limits.timeout,
    );
    if (signal.aborted) return onEnd();
    signal.addEventListener('abort', onEnd);

    dispatcher.dispatch(
      {
        origin: hop.url.origin,
        path: hop.url.pathname + hop.url.search,
        method: hop.method,
        headers: hop.headers.flat(),
        body: hop.body,
      },
      {
        onRequestStart(started) {
          controller = started;
          // Nobody waited for the connection any longer.
          if (isSettled) started.abort(new Error('given up'));
        },
        onResponseStart(_, code, fields, text = '') {
          // After an interim answer this comes once more, with the real one.
          status = code;
          statusText = text;
          headers = Object.entries(fields).flatMap(([name, value = []]) =>
            [value].flat().map((each) => [name, each] as const),
          );
          if (hasBody(hop.method, code) && Number(fields['content-length']) > most) {
            giveUp(responseTooLarge({ host, bytes: most }));
          }
        },
        onResponseData(_, chunk) {
          length += chunk.length;
          if (length > most) giveUp(responseTooLarge({ host, bytes: most }));
          else chunks.push(chunk);
        },
        onResponseEnd() {
          settle({ ok: true, value: { status, statusText, headers, body: Buffer.concat(chunks) } });
        },
        onResponseError(_, error) {
          const code = error.name === 'HTTPParserError' ? 'HPE_INVALID' : codeOf(error);
          giveUp(code === ADDRESS_NOT_ALLOWED ? addressNotAllowed({ host }) : networkFailure({ host, code }));
        },
      },
    );
  });
}

function hasBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}
