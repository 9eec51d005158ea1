import { encodeForm, encodeStrictly } from '../encode-form.ts';
import { exchange } from '../exchange.ts';

/** An answer of Auth0's that is no success. */
export class APIError extends Error {
  readonly statusCode: number;
  readonly errorCode: unknown;
  readonly error: unknown;

  constructor(statusCode: number, answer: Readonly<Record<string, unknown>>) {
    const { message, error_description, error, errorCode } = answer;
    super(String(message ?? error_description ?? error ?? `status ${statusCode}`));
    this.name = typeof error === 'string' ? error : 'APIError';
    this.statusCode = statusCode;
    this.errorCode = errorCode;
    this.error = error;
  }
}

export interface ApiCall {
  readonly method: string;
  readonly url: string;
  readonly token: string | null;
  readonly query?: object;
  readonly data?: unknown;
}

/** Calls an API that speaks JSON. Resolves with what it answers; rejects with an `APIError`, or as the host does. */
export async function callApi({ method, url, token, query = {}, data }: ApiCall): Promise<unknown> {
  const search = encodeForm(query);
  const reply = await exchange({
    url: search === '' ? url : `${url}?${search}`,
    method,
    headers: [
      ...(token === null ? [] : [['Authorization', `Bearer ${token}`] as const]),
      ...(data === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ['Accept', 'application/json'],
    ],
    body: data === undefined ? null : JSON.stringify(data),
    timeout: null,
    redirect: 'manual',
  });
  const answer = parse(reply.body.toString('utf8'));
  if (reply.status < 200 || reply.status >= 300) throw new APIError(reply.status, Object(answer));
  return answer;
}

/** Fills the names in braces; `rest` is what the path has no place for. */
export function fillPath(path: string, values: object): { readonly path: string; readonly rest: object } {
  const left = new Map(Object.entries(values));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = left.get(name);
    if (value === undefined || value === null || value === '')
      throw new Error(`The ${name} parameter is required`);
    left.delete(name);
    return encodeStrictly(String(value));
  });
  return { path: filled, rest: Object.fromEntries(left) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? undefined : { message: text.slice(0, 200) };
  }
}
