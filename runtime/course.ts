import type { UserRecord } from './capabilities/capability.ts';
import { openHttpClient } from './capabilities/http-client.ts';
import { openCapabilities } from './capabilities/open-capabilities.ts';
import type { Store } from './capabilities/store.ts';
import type { Limits } from './limits.ts';
import { isRecord, type Login } from './login/read-login.ts';
import type { PipelineOptions } from './pipeline-options.ts';
import type { OpenPolicies } from './policies/open-policies.ts';
import { openWorkers } from './pool/open-workers.ts';
import { DEFAULT_RULE_LIMITS } from './rule-limits.ts';
import type { Course } from './run-steps.ts';
import type { Plan } from './steps.ts';

export interface OpenCourse extends Course {
  /** Gives back what was opened here. May be called twice. */
  close(): void;
}

/** Opens what a plan with rules in JavaScript needs. No process starts before the first login. */
export function openCourse(
  plan: Plan,
  policies: () => OpenPolicies,
  limits: Limits,
  store: Store,
  options: PipelineOptions,
): OpenCourse {
  const { tenant: name = 'tenant', configuration = {}, secrets = {}, modules = new Map() } = options;
  const { allow = [], private: privateNetworks = [] } = options.network ?? {};
  const ruleLimits = { ...DEFAULT_RULE_LIMITS, ...options.ruleLimits };
  const workers = options.workers ?? openWorkers({ processes: 1 });
  const rules = plan.rules.map(({ rule }) => rule);
  const http = openHttpClient({
    network: { allow, private: privateNetworks },
    answer: options.answer,
  });
  const tenant = workers.openTenant({ name, rules, configuration, secrets, modules, limits: ruleLimits });
  return {
    plan,
    limits,
    budget: ruleLimits.chain,
    tenant,
    policies,
    capabilities: (user, deadline, record) =>
      openCapabilities({
        http,
        store,
        person: personOf(user),
        mode: (rule) => (rules[rule]?.mode === 'enforce' ? 'enforce' : 'report-only'),
        permissions: (rule) => rules[rule]?.may ?? { network: [], secrets: [] },
        deadline: () => deadline,
        record,
      }),
    close() {
      tenant.close();
      http.close();
      if (options.workers === undefined) void workers.close();
    },
  };
}

/** What a login says of a person of whom the store has nothing yet. */
function personOf({ user_id, app_metadata, user_metadata }: Login['user']): UserRecord | null {
  if (typeof user_id !== 'string') return null;
  return {
    user_id,
    ...(isRecord(app_metadata) ? { app_metadata } : {}),
    ...(isRecord(user_metadata) ? { user_metadata } : {}),
  };
}
