/** The protocol of a login that comes in as most do. */
export const ORDINARY_PROTOCOL = 'oidc-basic-profile';
