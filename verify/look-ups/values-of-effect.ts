import type { Core, CoreEffect, CorePolicy } from '../../compiler/index.ts';

/** The expressions that an effect works out; a counter is worked out by what the policy says of it. */
export function valuesOfEffect(
  effect: CoreEffect,
  { counters }: Pick<CorePolicy, 'counters'>,
): readonly Core[] {
  switch (effect.kind) {
    case 'deny':
      return effect.log === null ? [effect.message] : [effect.message, effect.log];
    case 'set_claim':
    case 'add_to_claim':
    case 'set_profile':
    case 'set_metadata':
      return [effect.value];
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes':
      return [effect.scopes];
    case 'log':
      return [effect.message];
    case 'link_to':
      return [effect.user];
    case 'call':
    case 'notify':
      return valuesOfRequest(effect.request);
    case 'redirect':
      return [...coresIn(effect.to), ...effect.with.map(([, value]) => value)];
    case 'count':
      return valuesOfCounter(effect.counter, { counters });
    case 'admit':
    case 'stop':
    case 'require_mfa':
    case 'remove_claim':
    case 'limit_session':
    case 'run_script':
      return [];
  }
}

/** What a look-up asks for. */
export function valuesOfSource(name: string, { sources }: Pick<CorePolicy, 'sources'>): readonly Core[] {
  const source = sources.find((one) => one.name === name);
  return source === undefined ? [] : valuesOfRequest(source.request);
}

/** Whose counter it is, and what it tells apart. */
export function valuesOfCounter(name: string, { counters }: Pick<CorePolicy, 'counters'>): readonly Core[] {
  const counter = counters.find((one) => one.name === name);
  return [counter?.per, counter?.distinct].flatMap((core) => core ?? []);
}

function valuesOfRequest({ url, headers, body }: CoreRequest): readonly Core[] {
  return [...coresIn(url), ...headers.map(([, value]) => value), ...(body === null ? [] : [body])];
}

function coresIn(pieces: readonly (string | Core)[]): readonly Core[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece]));
}

type CoreRequest = Extract<CoreEffect, { kind: 'notify' }>['request'];
