import type { MultifactorDemand } from '../../stdlib/index.ts';
import type { Login } from '../login/read-login.ts';
import { FAILURE_MESSAGE } from '../messages.ts';
import { outlivesRefusal } from './effect.ts';
import type { Report, ReportLine } from './report.ts';

/** The report when the rules could not run: `reason` is for the administrators' log. */
export function makeFailureReport(login: Login, reason: string): Report {
  const log = [{ level: 'warning', policy: '', rule: '', text: reason }] as const;
  return { ...emptyReport(login), code: 'policy_error', message: FAILURE_MESSAGE, log };
}

/** The report of what is no login; the message says why, for whoever called. */
export function makeBadLoginReport(message: string): Report {
  return { ...emptyReport({ user: {}, context: {} }), code: 'bad_login', message };
}

/** The report of a request that leads to no login. */
export function refuseLogin(code: 'invalid_request', message: string): Report {
  return { ...emptyReport({ user: {}, context: {} }), code, message };
}

/** The report of a login that was granted something and is refused after all: nothing is granted. */
export function revokeReport(
  login: Login,
  granted: Report,
  facts: Pick<Report, 'outcome' | 'policy' | 'by' | 'message' | 'code'>,
): Report {
  const { effects, wouldHave, withheld, log, trace } = granted;
  const told = effects.filter(outlivesRefusal);
  return { ...emptyReport(login), ...facts, effects: told, wouldHave, withheld, log, trace };
}

/** The report of a login that was granted something until something failed, which `line` tells administrators. */
export function failReport(login: Login, granted: Report, line: ReportLine): Report {
  const by = { policy: line.policy || null, by: line.rule || null };
  const facts = { outcome: 'failure', ...by, message: FAILURE_MESSAGE, code: 'policy_error' } as const;
  return { ...revokeReport(login, granted, facts), log: [...granted.log, line] };
}

/** A failure, with nothing granted. */
export function emptyReport(login: Login): Report {
  return {
    outcome: 'failure',
    policy: null,
    by: null,
    message: null,
    code: null,
    multifactor: null,
    redirect: null,
    confirm: null,
    primaryUser: null,
    dropped: [],
    idToken: {},
    accessToken: {},
    saml: {},
    scopes: [],
    session: null,
    user: login.user,
    context: contextAfter(login.context, {}, {}, null),
    effects: [],
    wouldHave: [],
    withheld: [],
    log: [],
    trace: null,
  };
}

/** The context as it came, with what the rules left of tokens and demand. */
export function contextAfter(
  context: Login['context'],
  idToken: Report['idToken'],
  accessToken: Report['accessToken'],
  demand: MultifactorDemand | null,
): Login['context'] {
  const after: Record<string, unknown> = { ...context, idToken, accessToken };
  if (demand !== null) after.multifactor = demand;
  else if (Object.hasOwn(after, 'multifactor')) delete after.multifactor;
  if (Object.hasOwn(after, 'redirect')) delete after.redirect;
  return after;
}
