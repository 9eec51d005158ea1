import { callApi, fillPath } from './api-call.ts';
import { GROUPED_CALLS, MANAGEMENT_CALLS } from './management-calls.ts';

/** What a client is made with: a token, or what it takes to get one. */
interface ClientOptions {
  readonly domain?: unknown;
  readonly token?: unknown;
  readonly clientId?: unknown;
  readonly clientSecret?: unknown;
  readonly audience?: unknown;
}

type Method = (...list: readonly unknown[]) => Promise<unknown>;

/** The class `ManagementClient` of the package auth0, version 2: every call as a promise, and with a callback. */
export class ManagementClient {
  readonly #base: string;
  readonly #domain: string;
  readonly #options: ClientOptions;
  #token: Promise<string> | null = null;

  constructor(options: ClientOptions = {}) {
    const { domain, token, clientId, clientSecret } = options;
    if (typeof domain !== 'string' || domain === '') throw new Error('Must provide a domain');
    if (!token && !(clientId && clientSecret)) {
      throw new Error(
        'Must provide a token: set `AUTH0_ACCESS_TOKEN` in the configuration, or clientId and clientSecret',
      );
    }
    this.#domain = domain;
    this.#base = `https://${domain}/api/v2`;
    this.#options = options;
    const methods = new Map<string, Method>(
      MANAGEMENT_CALLS.map(([name, method, path]) => [name, this.#method(method, path)]),
    );
    methods.set('getUsersByEmail', this.#byEmail());
    methods.set('linkUsers', this.#linking());
    methods.set('updateUserMetadata', this.#updating('user_metadata'));
    methods.set('updateAppMetadata', this.#updating('app_metadata'));
    for (const [name, method] of methods)
      Object.defineProperty(this, name, { value: method, enumerable: true });
    for (const group of new Set(GROUPED_CALLS.map(([name]) => name))) {
      const members = GROUPED_CALLS.filter(([name]) => name === group);
      const value = Object.fromEntries(members.map(([, name, call]) => [name, methods.get(call)]));
      Object.defineProperty(this, group, { value, enumerable: true });
    }
  }

  #method(method: string, path: string): Method {
    const hasPlaces = path.includes('{');
    return (...list) =>
      answering(list, async ([first, second]) => {
        const isDataFirst = !hasPlaces && method !== 'GET';
        const { path: filled, rest } = fillPath(path, isDataFirst ? {} : Object(first ?? {}));
        return this.#call(method, filled, rest, isDataFirst ? first : second);
      });
  }

  #byEmail(): Method {
    return (...list) => answering(list, ([email]) => this.#call('GET', '/users-by-email', { email }));
  }

  /** The first argument is the primary user by its id alone. */
  #linking(): Method {
    return (...list) =>
      answering(list, async ([primary, secondary]) => {
        const { path } = fillPath('/users/{id}/identities', { id: primary });
        return this.#call('POST', path, {}, secondary);
      });
  }

  #updating(field: string): Method {
    return (...list) =>
      answering(list, async ([user, metadata]) => {
        const { path } = fillPath('/users/{id}', Object(user ?? {}));
        return this.#call('PATCH', path, {}, { [field]: metadata });
      });
  }

  async #call(method: string, path: string, query: object, data?: unknown): Promise<unknown> {
    const token = await this.getAccessToken();
    return callApi({ method, url: `${this.#base}${path}`, token, query, data });
  }

  /** The token of the options, or one that the client asks for once. */
  getAccessToken(): Promise<string> {
    const { token } = this.#options;
    this.#token ??= token ? Promise.resolve(String(token)) : this.#askForToken();
    return this.#token;
  }

  async #askForToken(): Promise<string> {
    const { clientId, clientSecret, audience } = this.#options;
    const answer = await callApi({
      method: 'POST',
      url: `https://${this.#domain}/oauth/token`,
      token: null,
      data: {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        audience: audience ?? `${this.#base}/`,
      },
    });
    const { access_token: token }: { readonly access_token?: unknown } = Object(answer);
    if (typeof token !== 'string') throw new Error('the token endpoint answers without an access token');
    return token;
  }
}

/** Runs with the arguments but the callback, and tells both the callback and the promise. */
export function answering(
  list: readonly unknown[],
  run: (list: readonly unknown[]) => Promise<unknown>,
): Promise<unknown> {
  const last = list.at(-1);
  if (typeof last !== 'function') return run(list);
  const answered = run(list.slice(0, -1));
  // The promise that nobody takes next to a callback is kept quiet; what the callback throws is not.
  void answered.then(
    (value) => last(null, value),
    (error: unknown) => last(error),
  );
  return answered.catch(() => undefined);
}
