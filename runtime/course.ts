import type { JavaScriptRule } from '../stdlib/index.ts';
import type { UserRecord } from './capabilities/capability.ts';
import type { HttpClient } from './capabilities/http-client.ts';
import { openCapabilities } from './capabilities/open-capabilities.ts';
import { openSecrets } from './capabilities/open-secrets.ts';
import { createPartDecider } from './deciders/decide-part.ts';
import type { Deciders } from './deciders/join-deciders.ts';
import type { Limits } from './limits.ts';
import { isRecord, type Login } from './login/read-login.ts';
import { openLookUps } from './look-ups/open-look-ups.ts';
import type { PipelineOptions } from './pipeline-options.ts';
import type { OpenPolicies } from './policies/open-policies.ts';
import { openWorkers } from './pool/open-workers.ts';
import { DEFAULT_RULE_LIMITS, type RuleLimits } from './rule-limits.ts';
import type { Course } from './run-steps.ts';
import type { Plan } from './steps.ts';
import type { Store } from './store/store.ts';

export interface OpenCourse extends Course {
  /** Gives back what was opened here. May be called twice. */
  close(): void;
}

/** What a course is made of. `http` and `store` are closed by whoever opened them. */
export interface CourseOptions {
  readonly plan: Plan;
  readonly policies: () => OpenPolicies;
  /** null: not every policy has a decider. */
  readonly deciders: Deciders | null;
  readonly limits: Limits;
  readonly store: Store;
  readonly http: HttpClient;
  readonly options: PipelineOptions;
}

/** Opens what a plan needs of which logins wait for something. No process starts before the first login. */
export function openCourse({
  plan,
  policies,
  deciders,
  limits,
  store,
  http,
  options,
}: CourseOptions): OpenCourse {
  const { workers } = options;
  const ruleLimits = { ...DEFAULT_RULE_LIMITS, ...options.ruleLimits };
  const rules = plan.rules.map(({ rule }) => rule);
  const place = rules.length === 0 ? null : openTenant(rules, ruleLimits, options);
  return {
    plan,
    limits,
    budget: ruleLimits.chain,
    tenant: place?.tenant ?? null,
    policies,
    decidePart: deciders === null ? null : createPartDecider(deciders, policies, limits),
    lookUps: openLookUps({
      policies: plan.policies,
      http,
      store,
      secrets: openSecrets(options),
      limits,
      isRehearsal: options.answer !== undefined,
    }),
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
      place?.tenant.close();
      if (workers === undefined) void place?.workers.close();
    },
  };
}

function openTenant(rules: readonly JavaScriptRule[], limits: RuleLimits, options: PipelineOptions) {
  const {
    tenant: name = 'tenant',
    configuration = {},
    secrets = {},
    modules = new Map(),
    onTrouble,
  } = options;
  const workers =
    options.workers ?? openWorkers({ processes: 1, ...(onTrouble === undefined ? {} : { onTrouble }) });
  return { workers, tenant: workers.openTenant({ name, rules, configuration, secrets, modules, limits }) };
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
