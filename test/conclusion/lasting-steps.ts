import type { TestContext } from 'node:test';
import { createPipeline, type Pipeline, type PipelineOptions } from '../../runtime/index.ts';
import type { CompiledPolicy, CounterFacts, LastingEffect, RequestDraft } from '../../stdlib/index.ts';
import { NEXT, policyOf } from '../runtime/compiled-policy.ts';

/** What lasts of a rule, as emitted code writes it down; `alsoOnDeny` where it says so. */
export type Wish =
  | { readonly kind: 'metadata'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'count'; readonly counter: string; readonly per?: string }
  | { readonly kind: 'notify'; readonly request: RequestDraft | null }
  | ({ readonly kind: 'call'; readonly request: RequestDraft | null } & Partial<
      Pick<LastingEffect & { kind: 'call' }, 'timeout' | 'retry' | 'ifItFails'>
    >);

export type WishOnDeny = Wish & { readonly alsoOnDeny?: boolean };

/** One rule and what it does: what lasts, and a statement that ends it. */
export interface WishingRule {
  readonly id: string;
  readonly wishes: readonly WishOnDeny[];
  readonly end?: string;
}

const COUNTER: Omit<CounterFacts, 'name'> = { window: null, isDistinct: false };

/** A policy of such rules, which can count with the counters of these names. */
export function wishingPolicy(
  rules: readonly WishingRule[],
  counters: readonly string[] = ['logins', 'refusals'],
): CompiledPolicy {
  return policyOf(
    rules.map(({ id, wishes, end = NEXT }) => ({
      id,
      body: `${wishes.map((wish) => statementOf(id, wish)).join('\n')}\n${end}`,
      lasts: true,
    })),
    { counters: counters.map((name) => ({ ...COUNTER, name })) },
  );
}

/** A pipeline of such rules, disposed after the test. */
export async function openWishing(
  test: TestContext,
  rules: readonly WishingRule[],
  { counters, ...options }: PipelineOptions & { readonly counters?: readonly string[] } = {},
): Promise<Pipeline> {
  const pipeline = await createPipeline([wishingPolicy(rules, counters)], options);
  test.after(() => pipeline.dispose());
  return pipeline;
}

/** A POST with a body, and what else it says. */
export function postTo(url: string, more: Partial<RequestDraft> = {}): RequestDraft {
  return { method: 'POST', url: [url], headers: [], body: { type: 'json', pieces: ['{"a":1}'] }, ...more };
}

/** Lets this machine be called. */
export const LOCAL = { allow: ['127.0.0.1'], private: ['127.0.0.0/8'] } as const;

/** A counter of the policy, as the store knows it. */
export function countOf(counter: string, per = '') {
  return { name: `policy/${counter}`, window: null, isDistinct: false, per, value: null } as const;
}

export const ADA = {
  user: { user_id: 'auth0|1', email: 'ada@example.com' },
  context: { clientName: 'hr', protocol: 'oidc-basic-profile', request: {} },
} as const;

function statementOf(rule: string, wish: WishOnDeny): string {
  const facts = { policy: 'policy', rule, alsoOnDeny: wish.alsoOnDeny ?? false };
  switch (wish.kind) {
    case 'metadata':
      return `setMetadata(context, ${JSON.stringify({ ...facts, field: 'user_metadata', ...wish })});`;
    case 'count': {
      const { per = null, ...rest } = wish;
      return `countLogin(context, ${JSON.stringify({ ...facts, ...rest })}, ${JSON.stringify(per)}, null);`;
    }
    case 'call':
    case 'notify': {
      const { request, ...rest } = wish;
      const patience = wish.kind === 'call' ? { timeout: 2000, retry: 0, ifItFails: 'deny' } : {};
      const effect = JSON.stringify({ ...facts, ...patience, ...rest });
      return `sendLater(context, ${effect}, ${request === null ? 'undefined' : JSON.stringify(request)});`;
    }
  }
}

/** A rule that counts, one that sends the person away, and one that counts and asks for a second factor. */
export const COUNT: WishingRule = { id: 'one', wishes: [{ kind: 'count', counter: 'logins' }] };
export const AWAY: WishingRule = {
  id: 'away',
  wishes: [],
  end: `context.redirect = { url: 'https://terms.example/' }; ${NEXT}`,
};
export const MFA: WishingRule = {
  ...COUNT,
  end: `requireMfa(context, { provider: 'any', allowRememberBrowser: false, by: 'one' }); ${NEXT}`,
};
