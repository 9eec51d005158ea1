import type { Report } from './report.ts';

/** What a login came to: what a provider needs in order to go on, and nothing of the account that a report gives. */
export type Decision = Pick<
  Report,
  | 'outcome'
  | 'policy'
  | 'by'
  | 'message'
  | 'code'
  | 'multifactor'
  | 'redirect'
  | 'confirm'
  | 'primaryUser'
  | 'idToken'
  | 'accessToken'
  | 'saml'
  | 'scopes'
  | 'session'
>;

/** The same of a login of which there is a report. */
export function decisionOf(report: Report): Decision {
  const { outcome, policy, by, message, code, multifactor, redirect, confirm, primaryUser } = report;
  const { idToken, accessToken, saml, scopes, session } = report;
  return {
    outcome,
    policy,
    by,
    message,
    code,
    multifactor,
    redirect,
    confirm,
    primaryUser,
    idToken,
    accessToken,
    saml,
    scopes,
    session,
  };
}
