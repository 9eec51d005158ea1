import { APIError } from './http/auth0/api-call.ts';
import { AuthenticationClient } from './http/auth0/authentication-client.ts';
import { ManagementClient } from './http/auth0/management-client.ts';

module.exports = { ManagementClient, AuthenticationClient, APIError };
