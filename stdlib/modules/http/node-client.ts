import { ClientRequest, readAddress } from './client-request.ts';
import { IncomingMessage } from './incoming.ts';

/** What `require('http')` or `require('https')` gives: the client half of it. */
export function makeNodeClient(protocol: 'http:' | 'https:'): object {
  const request = (...list: readonly unknown[]): ClientRequest => {
    const listener = list.find(isListener) ?? null;
    return new ClientRequest(readAddress(protocol, list), listener);
  };
  const get = (...list: readonly unknown[]): ClientRequest => request(...list).end();
  const createServer = (): never => {
    throw new Error(`a rule cannot listen: \`${protocol.slice(0, -1)}.createServer\` is not there`);
  };
  return {
    request,
    get,
    createServer,
    Agent,
    globalAgent: new Agent(),
    ClientRequest,
    IncomingMessage,
    METHODS: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
    STATUS_CODES,
  };
}

/** Connections are the host's: what an agent is told changes nothing. */
class Agent {
  readonly options: unknown;

  constructor(options: { readonly rejectUnauthorized?: unknown } = {}) {
    this.options = options;
    if (options.rejectUnauthorized === false) {
      console.warn('https: certificates are always checked; `rejectUnauthorized` changes nothing');
    }
  }

  destroy(): void {}
}

function isListener(value: unknown): value is (response: IncomingMessage) => void {
  return typeof value === 'function';
}

const STATUS_CODES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  418: "I'm a Teapot",
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
