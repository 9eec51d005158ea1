/**
 * Claims that carry the protocol itself; whoever issues the token sets them: RFC 7519 section 4.1, OpenID Connect Core
 * section 2, RFC 7800, RFC 8693.
 */
export const PROTOCOL_CLAIMS: ReadonlySet<string> = new Set(
  `acr act amr at_hash aud auth_time azp c_hash client_id cnf exp iat iss jti may_act nbf nonce s_hash sid sub sub_jwk txn
  vot vtm`.split(/\s+/),
);

/** Claims that Auth0 took from no rule: https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims */
export const AUTH0_RESTRICTED_CLAIMS: ReadonlySet<string> = new Set(
  `acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest
  entitlements events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce
  object_id org_id org_name orig origid permissions roles rph s_hash sid sip_callid sip_cseq_num sip_date sip_from_tag
  sip_via_branch sub sub_jwk toe txn typ uuid vot vtm x5t#S256`.split(/\s+/),
);

/**
 * The claims of the profile and the scope that each belongs to: OpenID Connect Core section 5.4.
 */
export const PROFILE_CLAIMS: ReadonlyMap<string, string> = new Map([
  ['address', 'address'],
  ['email', 'email'],
  ['email_verified', 'email'],
  ['phone_number', 'phone'],
  ['phone_number_verified', 'phone'],
  ...`birthdate family_name gender given_name locale middle_name name nickname picture preferred_username profile
  updated_at website zoneinfo`
    .split(/\s+/)
    .map((name) => [name, 'profile'] as const),
]);
