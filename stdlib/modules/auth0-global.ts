import { call, configuration } from 'lintel:host';

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
  return configuration.AUTH0_DOMAIN ?? NOBODYS;
}

/** A guess could be the domain of somebody else, who would be sent addresses and tokens. */
const NOBODYS = 'auth0-domain-is-not-set.invalid';

function updating(field: 'user_metadata' | 'app_metadata') {
  return (id: unknown, changes: unknown, done?: Done): Promise<unknown> => {
    const updated = update({ id: idOf(id), field, changes });
    if (typeof done === 'function') {
      updated.then(
        (user) => done(null, user),
        (error: unknown) => done(error),
      );
    }
    return updated;
  };
}

/** Nothing to change is a mistake, not the empty record that clears everything. */
async function update({ id, field, changes }: Record<'id' | 'field' | 'changes', unknown>): Promise<unknown> {
  try {
    if (typeof id !== 'string' || id === '')
      throw refusal('an update of metadata needs the `user_id` of the user');
    if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
      throw refusal(`an update of \`${field}\` takes a record of changes, and \`{}\` clears it`);
    }
    return await call('users.update', { id, field, changes });
  } catch (error) {
    throw withStatusCode(error);
  }
}

function refusal(message: string): Error {
  return Object.assign(new TypeError(message), { code: 'BAD_PAYLOAD', status: 400 });
}

/** The name that the client of the management API had for it, which rules look at. */
function withStatusCode(error: unknown): unknown {
  if (!(error instanceof Error) || !('status' in error)) return error;
  return Object.assign(error, { statusCode: error.status });
}

/** The management API names a user by a record, the global by a text. */
function idOf(id: unknown): unknown {
  return typeof id === 'object' && id !== null && 'id' in id ? id.id : id;
}
