import type { WorkloadLogin } from '../ten-rules/logins.ts';

/** What those of the ten rules that refuse read of a login and nothing more, for engines that are faster the less they are given. */
export interface Facts {
  readonly email: string;
  readonly domain: string;
  readonly email_verified: boolean;
  readonly groups: string[];
  readonly blocked: boolean;
  readonly country: string;
  readonly app: string;
  readonly logins: number;
}

/** The host picks them, and splits the address. */
export function factsOf({ user, context }: WorkloadLogin): Facts {
  return {
    email: user.email,
    domain: user.email.split('@')[1] ?? '',
    email_verified: user.email_verified,
    groups: [...user.groups],
    blocked: user.app_metadata.blocked,
    country: context.request.geoip.country_code,
    app: context.clientName,
    logins: context.stats.loginsCount,
  };
}
