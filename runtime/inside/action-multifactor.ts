import { recordOf } from './action-event.ts';
import type { Fields } from './action-login.ts';

/** `api.multifactor.enable`: as a rule that sets `context.multifactor`. */
export function enableMultifactor(context: Fields): (provider: string, options?: Fields) => void {
  return (provider, options = {}) => {
    if (!PROVIDERS.has(provider)) {
      throw new Error(
        `\`${provider}\` is no provider of a second factor; there are ${[...PROVIDERS].join(', ')}`,
      );
    }
    const { allowRememberBrowser, providerOptions } = options;
    const remember = allowRememberBrowser === undefined ? {} : { allowRememberBrowser };
    context.multifactor = { ...recordOf(providerOptions), provider, ...remember };
  };
}

/** `api.authentication`: challenges and enrolments ask for a second factor of the given kinds. */
export function createAuthentication(
  context: Fields,
): Readonly<Record<string, (...values: never[]) => unknown>> {
  let isAsked = false;
  const ask = (factors: readonly unknown[]) => {
    if (isAsked)
      throw new Error('only one challenge fits into a login; name all factors that would do in one call');
    isAsked = true;
    const methods = [...new Set(factors.flatMap(methodsOf))];
    context.multifactor = { provider: 'any', methods, allowRememberBrowser: false };
  };
  const one = (factor: unknown, options?: Fields) => {
    const { additionalFactors } = recordOf(options);
    ask([factor, ...(Array.isArray(additionalFactors) ? additionalFactors : [])]);
  };
  const any = (factors: unknown) => {
    if (!Array.isArray(factors) || factors.length === 0) throw new Error('expected a list of factors');
    ask(factors);
  };
  return {
    challengeWith: one,
    challengeWithAny: any,
    enrollWith: one,
    enrollWithAny: any,
    setPrimaryUser: (id: string) => {
      context.primaryUser = id;
    },
  };
}

const PROVIDERS: ReadonlySet<string> = new Set(['any', 'guardian', 'google-authenticator', 'duo']);

/** Kinds of factors in Actions, and what a demand for a second factor calls them. */
const METHODS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['otp', ['totp']],
  ['push-notification', ['push']],
  ['phone', ['sms', 'voice']],
  ['email', ['email']],
  ['recovery-code', ['recovery-code']],
  ['webauthn-platform', ['webauthn']],
  ['webauthn-roaming', ['webauthn']],
]);

function methodsOf(factor: unknown): readonly string[] {
  const { type, options } = recordOf(factor);
  const methods = METHODS.get(type);
  if (methods === undefined) {
    throw new Error(
      `\`${String(type)}\` is no factor that can be asked for; there are ${[...METHODS.keys()].join(', ')}`,
    );
  }
  const { preferredMethod } = recordOf(options);
  if (type !== 'phone' || preferredMethod === undefined || preferredMethod === 'both') return methods;
  return methods.filter((method) => method === preferredMethod);
}
