import type { Word } from '../../grammar/index.ts';
import type { Lint } from '../lint.ts';
import { reservedClaim } from '../lint-messages.ts';

/** Claims that carry the protocol itself: RFC 7519 section 4.1, OpenID Connect Core section 2, RFC 7800, RFC 8693. */
const RESERVED: ReadonlySet<string> = new Set(
  `acr act amr at_hash aud auth_time azp c_hash client_id cnf exp iat iss jti may_act nbf nonce s_hash sid sub sub_jwk txn
  vot vtm scope`.split(/\s+/),
);

/** A claim whose name belongs to the protocol. */
export const reservedClaimLint: Lint = (checked) =>
  checked.policy.rules.flatMap((rule) =>
    rule.then.flatMap((effect) => {
      if (effect.kind !== 'set_claims' && effect.kind !== 'add_to_claims') return [];
      const names: readonly Word[] = effect.claims.map(({ name }) => name);
      return names
        .filter(({ text }) => RESERVED.has(text))
        .map(({ text, span }) => reservedClaim({ span, claim: text }));
    }),
  );
