import { call, configuration, tenant } from 'lintel:host';

type Done = (error: unknown, user?: unknown) => void;

/**
 * What stands behind the global name `auth0`. Without a token the updates still work: the host makes them. The
 * configuration is asked each time, since not every rule may see the same of it.
 */
module.exports = {
  get domain() {
    return domain();
  },
  get baseUrl() {
    return `https://${domain()}/api/v2`;
  },
  get accessToken() {
    return configuration.AUTH0_ACCESS_TOKEN;
  },
  users: {
    updateUserMetadata: updating('user_metadata'),
    updateAppMetadata: updating('app_metadata'),
  },
};

function domain(): string {
  return configuration.AUTH0_DOMAIN ?? `${tenant}.auth0.com`;
}

function updating(field: 'user_metadata' | 'app_metadata') {
  return (id: unknown, changes: unknown, done?: Done): Promise<unknown> => {
    const updated = call('users.update', { id: idOf(id), field, changes: changes ?? {} });
    if (typeof done === 'function') {
      updated.then(
        (user) => done(null, user),
        (error: unknown) => done(error),
      );
    }
    return updated;
  };
}

/** The management API names a user by a record, the global by a text. */
function idOf(id: unknown): unknown {
  return typeof id === 'object' && id !== null && 'id' in id ? id.id : id;
}
