import { type Fields, recordOf } from '../../login/fields.ts';
import type { TimedLogin } from '../../login/timed-login.ts';

/**
 * A login as Auth0 tells Actions of it: records and lists that are always there, nothing that other rules left before, and
 * nothing that a site signed: that reaches Actions only as the text that it signed.
 */
export function asActionsHaveIt(login: TimedLogin): TimedLogin {
  const user = recordOf(login.user);
  const {
    multifactor: _,
    redirect: __,
    primaryUser: ___,
    samlConfiguration: ____,
    returned: _____,
    ...context
  } = recordOf(login.context);
  const authentication = recordOf(context.authentication);
  const request = recordOf(context.request);
  return {
    ...login,
    user: {
      ...user,
      app_metadata: recordOf(user.app_metadata),
      user_metadata: recordOf(user.user_metadata),
      identities: listAt(user, 'identities').map(recordOf),
    },
    context: {
      ...context,
      idToken: {},
      accessToken: {},
      clientMetadata: recordOf(context.clientMetadata),
      connectionMetadata: recordOf(context.connectionMetadata),
      authentication: { ...authentication, methods: listAt(authentication, 'methods').map(recordOf) },
      authorization: { roles: [], ...recordOf(context.authorization) },
      ...(context.organization === undefined
        ? {}
        : { organization: { metadata: {}, ...recordOf(context.organization) } }),
      request: { ...request, query: recordOf(request.query), body: recordOf(request.body) },
    },
  };
}

function listAt(record: Fields, name: string): readonly unknown[] {
  const value = record[name];
  return Array.isArray(value) ? value : [];
}
