import {
  type Core,
  type CoreEffect,
  type CorePolicy,
  coresOfEffect,
  coresOfRequest,
} from '../../compiler/index.ts';

/** The expressions that an effect works out; a counter is worked out by what the policy says of it. */
export function valuesOfEffect(effect: CoreEffect, policy: Pick<CorePolicy, 'counters'>): readonly Core[] {
  return effect.kind === 'count' ? valuesOfCounter(effect.counter, policy) : coresOfEffect(effect);
}

/** What a look-up asks for. */
export function valuesOfSource(name: string, { sources }: Pick<CorePolicy, 'sources'>): readonly Core[] {
  const source = sources.find((one) => one.name === name);
  return source === undefined ? [] : coresOfRequest(source.request);
}

/** Whose counter it is, and what it tells apart. */
export function valuesOfCounter(name: string, { counters }: Pick<CorePolicy, 'counters'>): readonly Core[] {
  const counter = counters.find((one) => one.name === name);
  return [counter?.per, counter?.distinct].flatMap((core) => core ?? []);
}
