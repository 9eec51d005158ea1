import { noRedirectProtocols, RedirectUtilities } from './http/auth0/redirect-utilities.ts';
import { UserUpdateUtilities } from './http/auth0/user-update-utilities.ts';

module.exports = {
  Auth0RedirectRuleUtilities: RedirectUtilities,
  Auth0UserUpdateUtilities: UserUpdateUtilities,
  noRedirectProtocols,
};
