type Fields = Record<string, unknown>;

interface User extends Fields {
  user_id?: unknown;
  app_metadata?: Fields;
  user_metadata?: Fields;
}

/** The global `auth0`, or what stands in for it. */
interface Auth0 {
  readonly domain?: unknown;
  readonly accessToken?: unknown;
  readonly users?: {
    readonly updateAppMetadata: Update;
    readonly updateUserMetadata: Update;
  };
}

type Update = (id: unknown, changes: object) => Promise<unknown>;

interface Client {
  updateUser(user: { readonly id: unknown }, changes: object): Promise<unknown>;
  updateAppMetadata(user: { readonly id: unknown }, changes: object): Promise<unknown>;
  updateUserMetadata(user: { readonly id: unknown }, changes: object): Promise<unknown>;
}

/**
 * The class `Auth0UserUpdateUtilities`: reads and changes metadata, in the login at once and in the store with
 * `updateAppMeta`. With a namespace everything stands one level deeper, under that name.
 */
export class UserUpdateUtilities {
  user: User;
  userId: unknown;
  apiClient: Client;
  updatedUserData: Fields = {};
  readonly namespace: string | null;

  constructor(user: User, auth0: Auth0, namespace: string | null = null) {
    this.user = user;
    this.userId = user.user_id;
    this.namespace = namespace;
    this.apiClient = makeApiClient(auth0);
    user.app_metadata ??= {};
    user.user_metadata ??= {};
  }

  setUser(name: string, value: unknown): void {
    this.user[name] = value;
    this.updatedUserData[name] = value;
  }

  getAppMeta(name: string): unknown {
    return this.#read(this.user.app_metadata, name);
  }

  getUserMeta(name: string): unknown {
    return this.#read(this.user.user_metadata, name);
  }

  setAppMeta(name: string, value: unknown): void {
    this.user.app_metadata ??= {};
    this.#write(this.user.app_metadata, name, value);
  }

  setUserMeta(name: string, value: unknown): void {
    this.user.user_metadata ??= {};
    this.#write(this.user.user_metadata, name, value);
  }

  updateUser(): Promise<unknown> {
    return this.apiClient.updateUser({ id: this.userId }, this.updatedUserData);
  }

  updateAppMeta(): Promise<unknown> {
    return this.apiClient.updateAppMetadata({ id: this.userId }, this.user.app_metadata ?? {});
  }

  updateUserMeta(): Promise<unknown> {
    return this.apiClient.updateUserMetadata({ id: this.userId }, this.user.user_metadata ?? {});
  }

  /** The namespace's own name means all of it. */
  #read(metadata: Fields = {}, name: string): unknown {
    if (this.namespace === null || this.namespace === name) return ownField(metadata, name);
    return ownField(asFields(ownField(metadata, this.namespace)), name);
  }

  #write(metadata: Fields, name: string, value: unknown): void {
    const { namespace } = this;
    const isInside = namespace !== null && namespace !== name;
    const fields = isInside ? asFields(ownField(metadata, namespace)) : metadata;
    setField(fields, name, value);
    if (isInside) setField(metadata, namespace, fields);
  }
}

/** Metadata goes through the global `auth0` where it can, since that needs no token. */
function makeApiClient(auth0: Auth0): Client {
  const management = (): Client => {
    const { ManagementClient } = require('auth0');
    return new ManagementClient({ domain: auth0.domain, token: auth0.accessToken });
  };
  const { users } = auth0;
  return {
    updateUser: async (user, changes) => management().updateUser(user, changes),
    updateAppMetadata: async (user, changes) =>
      users ? users.updateAppMetadata(user.id, changes) : management().updateAppMetadata(user, changes),
    updateUserMetadata: async (user, changes) =>
      users ? users.updateUserMetadata(user.id, changes) : management().updateUserMetadata(user, changes),
  };
}

function ownField(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** As a plain field even if the name is `__proto__`. */
function setField(fields: Fields, name: string, value: unknown): void {
  Object.defineProperty(fields, name, { value, writable: true, enumerable: true, configurable: true });
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
