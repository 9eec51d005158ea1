/** Logins that come back from a redirect, or that have nobody to send away. */
export const noRedirectProtocols: readonly string[] = [
  'oauth2-resource-owner',
  'oauth2-refresh-token',
  'oauth2-password',
  'redirect-callback',
];

interface User {
  readonly user_id?: unknown;
}

interface Context {
  readonly protocol?: unknown;
  readonly multifactor?: unknown;
  readonly request?: {
    readonly query?: Readonly<Record<string, unknown>>;
    readonly hostname?: unknown;
    readonly ip?: unknown;
  };
  redirect?: unknown;
}

interface Configuration {
  readonly SESSION_TOKEN_SECRET?: string;
  readonly SESSION_TOKEN_EXPIRES_IN?: string;
}

interface Tokens {
  sign(claims: object, secret: unknown, options: object): string;
  verify(token: unknown, secret: unknown, options: object): Readonly<Record<string, unknown>>;
}

/** The class `Auth0RedirectRuleUtilities`: sends a person to another page with a signed token, and reads what comes back. */
export class RedirectUtilities {
  readonly user: User;
  readonly context: Context;
  readonly configuration: Configuration;

  constructor(user: User, context: Context, configuration: Configuration = {}) {
    this.user = user;
    this.context = context;
    this.configuration = configuration;
  }

  get isRedirectCallback(): boolean {
    return this.context.protocol === 'redirect-callback';
  }

  get queryParams(): Readonly<Record<string, unknown>> {
    return this.context.request?.query ?? {};
  }

  get canRedirect(): boolean {
    const { redirect, multifactor, protocol } = this.context;
    if (redirect || multifactor || this.queryParams.prompt === 'none') return false;
    return !noRedirectProtocols.includes(String(protocol));
  }

  /** A token for this person, signed with `SESSION_TOKEN_SECRET`; lasts three days unless `SESSION_TOKEN_EXPIRES_IN` says else. */
  createSessionToken(claims: object = {}): string {
    const { SESSION_TOKEN_SECRET, SESSION_TOKEN_EXPIRES_IN = '3d' } = this.configuration;
    const facts = { sub: this.user.user_id, iss: this.#issuer, ip: this.context.request?.ip };
    return tokens().sign({ ...claims, ...facts }, SESSION_TOKEN_SECRET, {
      expiresIn: SESSION_TOKEN_EXPIRES_IN,
    });
  }

  /**
   * Asks for a redirect. `token` is one that was made before (a text in version 0.1, `{ sessionToken }` in 0.2); with
   * `{ generateSessionToken: false }` there is none. Throws where there can be no redirect.
   */
  doRedirect(url: string, token?: unknown): void {
    if (!this.canRedirect) throw new Error('Cannot redirect');
    const sent = this.#tokenFor(token);
    const joint = url.includes('?') ? '&' : '?';
    this.context.redirect = { url: sent === null ? url : `${url}${joint}session_token=${sent}` };
  }

  /** The claims of the token that came back. Throws unless it is signed, for this person, by the other side, and expires. */
  validateSessionToken(): Readonly<Record<string, unknown>> {
    const claims = tokens().verify(this.queryParams.session_token, this.configuration.SESSION_TOKEN_SECRET, {
      issuer: this.#issuer,
      subject: this.user.user_id,
    });
    if (!claims.exp) throw new Error('Expired token');
    return claims;
  }

  get #issuer(): string {
    return `https://${String(this.context.request?.hostname)}/`;
  }

  #tokenFor(token: unknown): string | null {
    if (typeof token === 'string') return token;
    const options: { readonly sessionToken?: unknown; readonly generateSessionToken?: unknown } = Object(
      token ?? {},
    );
    if (typeof options.sessionToken === 'string') return options.sessionToken;
    return options.generateSessionToken === false ? null : this.createSessionToken();
  }
}

/** Asked for when it is needed: many rules only look whether they may redirect. */
function tokens(): Tokens {
  return require('jsonwebtoken');
}
