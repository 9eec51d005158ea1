import { callApi } from './api-call.ts';
import { answering } from './management-client.ts';

interface ClientOptions {
  readonly domain?: unknown;
  readonly clientId?: unknown;
  readonly clientSecret?: unknown;
}

/** Of the class `AuthenticationClient` of the package auth0 what rules have a use for. */
export class AuthenticationClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions = {}) {
    if (typeof options.domain !== 'string' || options.domain === '') throw new Error('Must provide a domain');
    this.#options = options;
  }

  clientCredentialsGrant(...list: readonly unknown[]): Promise<unknown> {
    const { clientId: client_id, clientSecret: client_secret } = this.#options;
    return this.#post('/oauth/token', list, {
      grant_type: 'client_credentials',
      client_id,
      client_secret,
    });
  }

  passwordGrant(...list: readonly unknown[]): Promise<unknown> {
    const { clientId: client_id, clientSecret: client_secret } = this.#options;
    return this.#post('/oauth/token', list, { grant_type: 'password', client_id, client_secret });
  }

  requestChangePasswordEmail(...list: readonly unknown[]): Promise<unknown> {
    return this.#post('/dbconnections/change_password', list, { client_id: this.#options.clientId });
  }

  getProfile(...list: readonly unknown[]): Promise<unknown> {
    return answering(list, ([token]) =>
      callApi({ method: 'GET', url: this.#url('/userinfo'), token: String(token) }),
    );
  }

  #post(path: string, list: readonly unknown[], fixed: object): Promise<unknown> {
    return answering(list, ([data]) =>
      callApi({
        method: 'POST',
        url: this.#url(path),
        token: null,
        data: { ...fixed, ...Object(data ?? {}) },
      }),
    );
  }

  #url(path: string): string {
    return `https://${String(this.#options.domain)}${path}`;
  }
}
