import type { Capabilities } from '../../runtime/capabilities/capability.ts';
import type { Stretch, TenantRules } from '../../runtime/pool/workers.ts';
import { DEFAULT_RULE_LIMITS, type RuleLimits } from '../../runtime/rule-limits.ts';
import type { RuleNote } from '../../runtime/rule-note.ts';
import type { JavaScriptRule } from '../../stdlib/index.ts';

/** A rule of this text, by the name that stands in messages. */
export function ruleOf(text: string, facts: Partial<JavaScriptRule> = {}): JavaScriptRule {
  return {
    id: 'rule',
    name: 'Rule',
    file: 'rule.js',
    text,
    shape: 'rule',
    mode: 'enforce',
    modules: [],
    timeout: null,
    ifItFails: 'deny',
    may: { network: null, secrets: null },
    ...facts,
  };
}

/** A tenant with these rules, given as texts or whole. */
export function tenantOf(
  rules: readonly (string | JavaScriptRule)[],
  limits: Partial<RuleLimits> = {},
  name = 'acme',
): TenantRules {
  return {
    name,
    rules: rules.map((rule) => (typeof rule === 'string' ? ruleOf(rule) : rule)),
    configuration: {},
    secrets: {},
    modules: new Map(),
    limits: { ...DEFAULT_RULE_LIMITS, ...limits },
  };
}

/** Nothing is offered. */
const NOTHING: Capabilities = {
  call: async () => ({ ok: false, error: { name: 'Error', message: 'not here', code: 'NOT_HERE' } }),
};

/** A login through the first rules of a tenant. */
export function stretchOf(count: number, facts: Partial<Stretch> = {}): Stretch {
  return {
    rules: Array.from({ length: count }, (_, place) => place),
    user: '{"user_id":"auth0|1"}',
    context: '{"stats":{"loginsCount":1}}',
    now: null,
    budget: 20_000,
    capabilities: NOTHING,
    ...facts,
  };
}

/** How the rules ended, in short: `next`, `failure: reason`. */
export function endingsOf(notes: readonly RuleNote[]): readonly string[] {
  return notes.map(({ ending }) => {
    if (ending.kind === 'next') return 'next';
    return `${ending.kind}: ${ending.kind === 'failure' ? ending.reason : ending.message}`;
  });
}

/** As a worker says it. */
export function noteOf(rule: number, note: Partial<RuleNote> = {}): RuleNote {
  const nothing = { user: null, context: null, console: [], remarks: [], microseconds: 1 };
  return { rule, ending: { kind: 'next' }, ...nothing, ...note };
}
