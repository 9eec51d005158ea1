import { randomBytes } from 'node:crypto';
import { AMOUNT, COUNT, checkOptions, type Expected, FUNCTION, SECRET } from '../check-options.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { readLogin } from '../login/read-login.ts';
import { notATenant, tenantNotLoaded } from '../messages.ts';
import type { Pipeline } from '../pipeline.ts';
import { openReserve, type Reserve } from '../policies/open-reserve.ts';
import type { RedirectAnswer } from '../redirects.ts';
import { type Decision, decisionOf } from '../report/decision.ts';
import { makeBadLoginReport, makeFailureReport } from '../report/make-refusal.ts';
import type { Report } from '../report/report.ts';
import type { DecideOptions, RunOptions } from '../run-options.ts';
import { openPlaces } from './open-places.ts';

/**
 * The pipelines of many tenants. A tenant's is opened at its first login, and closed when it makes room for others or the
 * tenant is forgotten. Each method but the last three is that of `Pipeline` for one tenant; a tenant that cannot be loaded
 * has a failed login, and is loaded again at its next.
 */
export interface Tenants {
  run(tenant: string, login: unknown, options?: RunOptions): Promise<Report>;
  decide(tenant: string, login: unknown, options?: DecideOptions): Promise<Decision>;
  resume(tenant: string, state: unknown, answer?: RedirectAnswer, options?: RunOptions): Promise<Report>;
  confirm(tenant: string, state: unknown, passed: 'passed' | 'failed'): Promise<Report>;
  /** Loads the tenant anew at its next login, as after its policies changed. Logins under way end as they began. */
  forget(tenant: string): void;
  /** Waits until every notification that is due has been tried, of the tenants that are open. Never rejects. */
  flush(): Promise<void>;
  /** Gives everything back; logins after that fail. May be called twice. */
  dispose(): void;
}

export interface TenantsOptions {
  /**
   * Opens the pipeline of a tenant. It belongs to the tenants from then on. `host` are options for it that are the same at
   * each opening: what is signed with one counts with the next. A store in memory that the pipeline opens by itself is gone
   * with it, so whoever wants to keep what is in it brings one.
   */
  readonly load: (tenant: string, host: TenantHost) => Promise<Pipeline>;
  /** How many pipelines are open at most, unless more have logins under way. Default: 500. */
  readonly active?: number;
  /** Milliseconds after which logins that wait for `load` fail. Default: 10,000. */
  readonly loadTimeout?: number;
  /** How many sandboxes are made ahead, for first logins. Default: 8. */
  readonly ahead?: number;
  /** Signs the texts by which logins that wait are found; the same on all hosts. Default: made for this process. */
  readonly secret?: string;
}

export interface TenantHost {
  readonly tenant: string;
  readonly redirects: { readonly secret: string };
  readonly reserve: Reserve;
}

/** Loads nothing before the first login. Throws a `TypeError` for options that nobody can mean. */
export function openTenants(options: TenantsOptions): Tenants {
  // All the others may be left out.
  checkOptions('openTenants', { ...options, load: options.load ?? null }, OPTIONS);
  const { load, active = 500, loadTimeout = 10_000, ahead = 8 } = options;
  const { secret = randomBytes(32).toString('hex') } = options;
  const reserve = openReserve(ahead);
  const places = openPlaces({
    open: async (tenant) => load(tenant, { tenant, redirects: { secret }, reserve }),
    active,
    openTimeout: loadTimeout,
  });
  const ask = async <Answer>(
    tenant: string,
    login: unknown,
    question: (pipeline: Pipeline) => Promise<Answer>,
  ): Promise<Answer | Report> => {
    // It may come from a request, and texts and numbers would find different places.
    if (typeof tenant !== 'string') return makeBadLoginReport(notATenant());
    try {
      return await places.use(tenant, question);
    } catch (error) {
      const read = readLogin(login, DEFAULT_LIMITS);
      if (read.kind === 'problem') return makeBadLoginReport(read.message);
      return makeFailureReport(read.login, tenantNotLoaded({ reason: String(error) }));
    }
  };
  const nobody = { user: {}, context: {} };
  return {
    run: (tenant, login, runOptions) => ask(tenant, login, (pipeline) => pipeline.run(login, runOptions)),
    async decide(tenant, login, decideOptions) {
      const decided = await ask(tenant, login, async (pipeline) => pipeline.decide(login, decideOptions));
      return 'log' in decided ? decisionOf(decided) : decided;
    },
    resume: (tenant, state, answer, runOptions) =>
      ask(tenant, nobody, (pipeline) => pipeline.resume(state, answer, runOptions)),
    confirm: (tenant, state, passed) => ask(tenant, nobody, (pipeline) => pipeline.confirm(state, passed)),
    forget: places.leave,
    flush: places.flush,
    dispose() {
      places.close();
      reserve.close();
    },
  };
}

const OPTIONS: Readonly<Record<keyof TenantsOptions, Expected>> = {
  load: FUNCTION,
  active: AMOUNT,
  loadTimeout: AMOUNT,
  ahead: COUNT,
  secret: SECRET,
};
