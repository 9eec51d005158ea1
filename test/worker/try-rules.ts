import { join } from 'node:path';
import { bundleInside, bundleModule } from '../../runtime/bundle.ts';
import type { Answer } from '../../runtime/capabilities/capability.ts';
import { DEFAULT_RULE_LIMITS, type RuleLimits } from '../../runtime/rule-limits.ts';
import type { RuleNote } from '../../runtime/rule-note.ts';
import { compute } from '../../runtime/worker/compute/index.ts';
import type { TenantFacts } from '../../runtime/worker/protocol.ts';
import { openTenantIsolate, type TenantMessage } from '../../runtime/worker/tenant.ts';
import { type JavaScriptRule, libraryModules } from '../../stdlib/index.ts';

/** A tenant in this process, for tests: rules as texts, answers by a function. */
export interface TriedTenant {
  readonly messages: readonly TenantMessage[];
  login(login?: TriedLogin): Promise<TriedOutcome>;
  rest(): boolean;
  /** MiB, after each login. */
  readonly sizes: readonly number[];
  close(): void;
}

export interface TriedLogin {
  readonly user?: object;
  readonly context?: object;
  readonly now?: number;
  readonly budget?: number;
  /** Default: all. */
  readonly rules?: readonly number[];
}

export interface TriedOutcome {
  readonly notes: readonly RuleNote[];
  /** After the last rule that went on. */
  readonly user: Record<string, unknown>;
  readonly context: Record<string, unknown>;
  /** Set when the isolate was lost. */
  readonly lost?: string;
}

export interface TriedOptions {
  readonly rules: readonly (string | Partial<JavaScriptRule>)[];
  /** Modules of the library to bring along; default: none. What they need comes along. */
  readonly library?: readonly string[];
  readonly modules?: Readonly<Record<string, string>>;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly limits?: Partial<RuleLimits>;
  readonly answer?: (operation: string, payload: unknown, rule: number) => Answer | Promise<Answer>;
}

export function tryTenant(options: TriedOptions): TriedTenant {
  const messages: TenantMessage[] = [];
  const sizes: number[] = [];
  const settled = new Map<number, (message: TenantMessage) => void>();
  let lastJob = 0;
  const tenant = openTenantIsolate(
    factsOf(options),
    libraryOf(options.library ?? []),
    BOOT,
    receive,
    compute,
    (size) => void sizes.push(size),
  );
  function receive(message: TenantMessage) {
    messages.push(message);
    switch (message.kind) {
      case 'done':
        return settled.get(message.job)?.(message);
      case 'lost':
        for (const { job } of message.jobs) settled.get(job)?.(message);
        return;
      case 'stuck':
        for (const settle of settled.values()) settle(message);
        return;
      case 'call': {
        const { job, call, rule, operation, payload } = message;
        const answer = options.answer?.(operation, JSON.parse(payload), rule) ?? { ok: true, value: null };
        void Promise.resolve(answer).then((given) => tenant.answer(job, call, given));
      }
    }
  }
  return {
    messages,
    sizes,
    rest: () => tenant.rest(),
    async login({ user = {}, context = {}, now = null, budget = 5000, rules } = {}) {
      lastJob += 1;
      const job = lastJob;
      const message = await new Promise<TenantMessage>((resolve) => {
        settled.set(job, resolve);
        const all = options.rules.map((_, index) => index);
        const texts = { user: JSON.stringify(user), context: JSON.stringify(context) };
        tenant.run(job, { rules: rules ?? all, ...texts, now, budget });
      });
      settled.delete(job);
      if (message.kind === 'stuck') return { notes: [], user: {}, context: {}, lost: message.reason };
      if (message.kind !== 'lost')
        return outcomeOf(message.kind === 'done' ? message.notes : [], user, context, options);
      const notes = message.jobs.find((lost) => lost.job === job)?.notes ?? [];
      return { ...outcomeOf(notes, user, context, options), lost: message.reason };
    },
    close: () => tenant.close(),
  };
}

/** One login through rules of which nothing stays. */
export async function tryRules(
  rules: TriedOptions['rules'],
  options: Omit<TriedOptions, 'rules'> & Omit<TriedLogin, 'rules'> = {},
): Promise<TriedOutcome> {
  const tenant = tryTenant({ ...options, rules });
  try {
    return await tenant.login(options);
  } finally {
    tenant.close();
  }
}

const BOOT = bundleInside(join(import.meta.dirname, '../../runtime/inside/boot.ts')).text;

function factsOf(options: TriedOptions): TenantFacts {
  return {
    name: 'acme',
    rules: options.rules.map((rule, index) => ({
      id: `rule-${index}`,
      name: `Rule ${index}`,
      file: `rules/rule-${index}.js`,
      shape: 'rule',
      mode: 'enforce',
      modules: options.library ?? [],
      timeout: null,
      ifItFails: 'deny',
      may: { network: null, secrets: null },
      text: '',
      ...(typeof rule === 'string' ? { text: rule } : rule),
    })),
    configuration: options.configuration ?? {},
    secrets: options.secrets ?? {},
    modules: Object.entries(options.modules ?? {}),
    limits: { ...DEFAULT_RULE_LIMITS, ...options.limits },
  };
}

function libraryOf(names: readonly string[]) {
  const found = new Map<string, { text: string; needs: readonly string[] }>();
  const add = (name: string) => {
    const module = libraryModules.find((known) => known.name === name || known.aliases?.includes(name));
    if (module === undefined || found.has(module.name)) return;
    const bundle = bundleModule(module);
    found.set(module.name, bundle);
    bundle.needs.forEach(add);
  };
  names.forEach(add);
  return found;
}

function outcomeOf(
  notes: readonly RuleNote[],
  user: object,
  context: object,
  { rules }: TriedOptions,
): TriedOutcome {
  let last = { user: JSON.stringify(user), context: JSON.stringify(context) };
  for (const note of notes) {
    const rule = rules[note.rule];
    if (typeof rule === 'object' && rule.mode === 'report-only') continue;
    last = { user: note.user ?? last.user, context: note.context ?? last.context };
  }
  return { notes, user: JSON.parse(last.user), context: JSON.parse(last.context) };
}
