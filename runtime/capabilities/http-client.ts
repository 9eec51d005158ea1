import { Agent } from 'undici';
import { openAddressGuard } from './address-guard.ts';
import { type AllowList, hostOf, openAllowList } from './allow-list.ts';
import { type AnswerHost, askAnswerer } from './ask-answerer.ts';
import { callOrigin } from './call-origin.ts';
import type { CapabilityError, HttpRequest, HttpResponse, Settled } from './capability.ts';
import {
  connectTimeout,
  hostNotAllowed,
  hostNotAllowedForRule,
  redirectNotAllowed,
  tooManyRedirects,
  unexpectedRedirect,
} from './capability-errors.ts';
import { followRedirect, isRedirect } from './follow-redirect.ts';
import { makeGuardedConnector, type Resolve } from './guarded-connector.ts';
import { DEFAULT_HTTP_MANNERS, type HttpManners } from './http-manners.ts';
import type { Hop, RawResponse } from './http-message.ts';
import { openOrigins } from './origins.ts';
import { readRequest } from './read-request.ts';
import { unpackBody } from './unpack-body.ts';

/** Which parts of the network may be called. */
export interface NetworkRules {
  /** Hosts, as `readHostPattern` reads them. */
  readonly allow: readonly string[];
  /** Networks that are not public and may be called all the same, by hosts that are allowed: `10.0.0.0/8`. */
  readonly private: readonly string[];
}

/** Makes HTTP calls for those who are not trusted. What it remembers of servers belongs to one tenant. */
export interface HttpClient {
  /** True where somebody stands for all hosts: there is no use in asking again. */
  readonly isRehearsal: boolean;
  /** Sends a request and follows its redirects. Never rejects. */
  send(request: HttpRequest, scope: HttpScope): Promise<Settled<HttpResponse>>;
  /** Why a request would be refused before anything is sent or looked up; null: it would not. */
  findRefusal(request: HttpRequest, only: AllowList | null): CapabilityError | null;
  /** Breaks off what is under way and closes all connections. May be called twice. */
  close(): void;
}

/** For whom a call is made. */
export interface HttpScope {
  /** Hosts that the caller is limited to, among those that are allowed; null: all of those. */
  readonly only: AllowList | null;
  /** When the call has to be over, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /**
   * Which try it is, from 0, where the caller itself tries again: all of them together fail once. Absent: the client tries
   * again what the server asks for with 429 and 503.
   */
  readonly attempt?: number | undefined;
}

/** Opens a client for one tenant; it connects to nothing before it is asked to. */
export function openHttpClient(options: {
  readonly network: NetworkRules;
  readonly manners?: Partial<HttpManners>;
  /** How names become addresses; absent: as the system does it. */
  readonly resolve?: Resolve | undefined;
  /**
   * Stands for all hosts: nothing is connected to, and no manners are shown, since there is nobody to be polite to. What
   * the rules of the network refuse is refused all the same.
   */
  readonly answer?: AnswerHost | undefined;
}): HttpClient {
  const manners: HttpManners = { ...DEFAULT_HTTP_MANNERS, ...options.manners };
  const allow = openAllowList(options.network.allow);
  const guard = openAddressGuard(options.network.private);
  const origins = openOrigins(manners);
  let agent: Agent | null = null;
  let isClosed = false;

  // Most pipelines never call anybody.
  function openAgent(): Agent {
    agent ??= new Agent({
      connect: makeGuardedConnector({ guard, resolve: options.resolve, timeout: manners.connectTimeout }),
      connections: manners.connections,
      allowH2: false,
      // Each exchange has a clock of its own, which counts the whole of it.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    // What was begun before the end finds that it is closed.
    if (isClosed) void agent.destroy();
    return agent;
  }

  function findHostRefusal({ url }: Hop, only: AllowList | null): CapabilityError | null {
    if (!allow.has(url)) return hostNotAllowed({ host: hostOf(url) });
    return only === null || only.has(url) ? null : hostNotAllowedForRule({ host: hostOf(url) });
  }

  async function callServer(
    hop: Hop,
    until: number,
    { signal, attempt }: HttpScope,
  ): Promise<Settled<RawResponse>> {
    if (options.answer !== undefined)
      return askAnswerer(options.answer, hop, { guard, most: manners.responseBytes, signal });
    return callOrigin(openAgent(), origins.get(hop.url.origin), hop, manners, { until, signal, attempt });
  }

  async function follow(
    first: Hop,
    request: HttpRequest,
    scope: HttpScope,
    until: number,
  ): Promise<Settled<HttpResponse>> {
    let hop = first;
    const refusal = findHostRefusal(first, scope.only);
    if (refusal !== null) return { ok: false, error: refusal };
    for (let redirects = 0; ; redirects++) {
      const { host } = hop.url;
      const answer = await callServer(hop, until, scope);
      if (!answer.ok) return answer;
      if (!isRedirect(answer.value) || request.redirect === 'manual') {
        return finish(hop, answer.value, redirects > 0);
      }
      if (request.redirect === 'error') return { ok: false, error: unexpectedRedirect({ host }) };
      if (redirects === manners.redirects) {
        return { ok: false, error: tooManyRedirects({ host, most: manners.redirects }) };
      }
      const next = followRedirect(hop, answer.value, manners);
      if (!next.ok) return next;
      hop = next.value;
      if (findHostRefusal(hop, scope.only) !== null)
        return { ok: false, error: redirectNotAllowed({ from: host, host: hostOf(hop.url) }) };
    }
  }

  async function finish({ url }: Hop, raw: RawResponse, redirected: boolean): Promise<Settled<HttpResponse>> {
    const unpacked = await unpackBody(raw, url.host, manners.responseBytes);
    if (!unpacked.ok) return unpacked;
    const { status, statusText, headers, body } = unpacked.value;
    return {
      ok: true,
      value: { url: url.href, redirected, status, statusText, headers, body: body.toString('base64') },
    };
  }

  return {
    isRehearsal: options.answer !== undefined,
    async send(request, scope) {
      const hop = readRequest(request, manners);
      if (!hop.ok) return hop;
      const wanted = request.timeout !== null && request.timeout > 0 ? request.timeout : manners.timeout;
      const until = Math.min(performance.now() + wanted, scope.deadline);
      if (until <= performance.now())
        return { ok: false, error: connectTimeout({ host: hop.value.url.host }) };
      return follow(hop.value, request, scope, until);
    },
    findRefusal(request, only) {
      const hop = readRequest(request, manners);
      return hop.ok ? findHostRefusal(hop.value, only) : hop.error;
    },
    close() {
      isClosed = true;
      void agent?.destroy();
    },
  };
}
