import type { Deed } from '../report/effect.ts';
import type { Answer, HttpRequest, HttpResponse, Settled } from './capability.ts';
import { badPayload } from './capability-errors.ts';
import type { HttpClient, HttpScope } from './http-client.ts';
import { readHttpRequest } from './read-payload.ts';

/** Answers the operation `fetch`. */
export async function callHttp(
  payload: unknown,
  asker: {
    readonly http: HttpClient;
    readonly scope: HttpScope;
    readonly mode: 'enforce' | 'report-only';
    readonly record: (deed: Deed) => void;
  },
): Promise<Answer> {
  const { http, scope, mode, record } = asker;
  const request = readHttpRequest(payload);
  if (request === null) {
    const wants = '`url`, `method`, `headers` as a list of pairs, `body`, `timeout` and `redirect`';
    return { ok: false, error: badPayload({ operation: 'fetch', wants }) };
  }
  const result = mode === 'enforce' ? await http.send(request, scope) : pretend(request, http, scope);
  const host = URL.canParse(request.url) ? new URL(request.url).host : '';
  const told = result.ok ? { status: result.value.status } : { error: result.error.code };
  // What has no host went nowhere.
  if (host !== '')
    record({ effect: 'call', method: request.method.toUpperCase().slice(0, 20), host, ...told });
  return result;
}

/** The answer to a rule that only reports: what is refused is refused, and all else went well and said nothing. */
function pretend(request: HttpRequest, http: HttpClient, { only }: HttpScope): Settled<HttpResponse> {
  const error = http.findRefusal(request, only);
  if (error !== null) return { ok: false, error };
  const { href: url } = new URL(request.url);
  return {
    ok: true,
    value: { url, redirected: false, status: 204, statusText: 'No Content', headers: [], body: '' },
  };
}
