import type { MultifactorDemand, RuleContext } from './effects.ts';

/** How strong the weakest of some methods is: higher is stronger; an unknown method counts as the weakest. */
export function weakestMethod(methods: readonly string[]): number {
  return Math.min(
    ...methods.map((method) => {
      if (method === 'passkey' || method === 'webauthn') return 4;
      if (method === 'totp' || method === 'push') return 3;
      if (method === 'sms' || method === 'voice' || method === 'recovery-code') return 2;
      return 1;
    }),
  );
}

/** The methods that satisfy both demands; where none does, the list whose weakest method is stronger. */
export function strictestMethods(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const common = a.filter((method) => b.includes(method));
  if (common.length > 0) return common;
  return weakestMethod(b) > weakestMethod(a) ? b : a;
}

/**
 * Demands a second factor. Demands add up and the strictest wins: fewest methods, shortest `remember` (none said: never
 * remembered), shortest `maxAge` (none said: any age).
 */
export function requireMfa(context: RuleContext, demand: MultifactorDemand): void {
  const before = context.multifactor;
  if (before === undefined) {
    context.multifactor = demand;
    return;
  }
  const methods = strictestMethods(before.methods, demand.methods);
  const remembered = before.remember !== undefined && demand.remember !== undefined;
  const ages = [before.maxAge, demand.maxAge].filter((age) => age !== undefined);
  context.multifactor = {
    provider: before.provider === 'any' ? demand.provider : before.provider,
    ...(methods === undefined ? {} : { methods }),
    allowRememberBrowser: remembered,
    ...(remembered ? { remember: Math.min(before.remember ?? 0, demand.remember ?? 0) } : {}),
    ...(ages.length === 0 ? {} : { maxAge: Math.min(...ages) }),
    by: before.by,
  };
}

export const multifactorFunctions = [weakestMethod, strictestMethods, requireMfa] as const;
