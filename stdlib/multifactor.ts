import type { MultifactorDemand, RuleContext } from './effects.ts';
import { recordOf } from './shape.ts';

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

/** A demand that came with the login. One that cannot be read is still a demand, at its strictest. */
export function readDemand(value: unknown): MultifactorDemand | null {
  if (value === undefined || value === null || value === false) return null;
  const { provider, methods, allowRememberBrowser, remember, maxAge, by } = recordOf(value) ?? {};
  const names = Array.isArray(methods) ? methods.filter((method) => typeof method === 'string') : [];
  return {
    provider: typeof provider === 'string' ? provider : 'any',
    ...(names.length > 0 ? { methods: names } : {}),
    allowRememberBrowser: allowRememberBrowser === true,
    ...(allowRememberBrowser === true && typeof remember === 'number' ? { remember } : {}),
    ...(typeof maxAge === 'number' ? { maxAge } : {}),
    by: typeof by === 'string' ? by : '',
  };
}

/**
 * Demands a second factor. Demands add up and the strictest wins: fewest methods, shortest `remember` (none said: never
 * remembered), shortest `maxAge` (none said: any age).
 */
export function requireMfa(context: RuleContext, demand: MultifactorDemand): void {
  const before = readDemand(context.multifactor);
  if (before === null) {
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

export const multifactorFunctions = [weakestMethod, strictestMethods, readDemand, requireMfa] as const;
