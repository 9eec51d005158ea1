import type { LookUpState } from '../../stdlib/index.ts';
import type { Asking } from '../asks.ts';
import type { Core, CorePolicy, CoreRequest, CoreRule } from '../core.ts';
import { type CoreLasting, counterOf, lastingFacts } from '../emit/emit-lasting.ts';
import { type Frame, interpret } from './interpret.ts';
import { runLibrary } from './run-library.ts';

/** What is known of a look-up or a counter; missing: nothing. */
export function known(asking: Asking, policy: CorePolicy, context: unknown): unknown {
  const { lookUps } = runLibrary('runState', context) as unknown as { lookUps: Record<string, LookUpState> };
  const state = Object.hasOwn(lookUps, keyOf(asking, policy)) ? lookUps[keyOf(asking, policy)] : undefined;
  return state?.state === 'answered' ? (state.value ?? undefined) : undefined;
}

/** The same; what nobody knows is noted as wanted, and what nobody could find out as lost. */
export function wanted(asking: Asking, policy: CorePolicy, frame: Frame): unknown {
  return runLibrary('lookUp', frame.context, keyOf(asking, policy), () => askOf(asking, policy, frame));
}

/** A request, as rules make it. */
function requestOf({ method, url, headers, body }: CoreRequest, frame: Frame): unknown {
  return runLibrary(
    'draftRequest',
    method,
    addressOf(url, frame),
    headers.map(([name, value]) => [name, interpret(value, frame)]),
    body === null ? null : interpret(body, frame),
  );
}

/** An address, as rules make it. */
export function addressOf(address: readonly (string | Core)[], frame: Frame): unknown {
  const texts = [''];
  const values: unknown[] = [];
  for (const part of address) {
    if (typeof part === 'string') texts.push(`${texts.pop() ?? ''}${part}`);
    else {
      values.push(interpret(part, frame));
      texts.push('');
    }
  }
  return runLibrary('urlPieces', texts, values);
}

/** Writes down what is to last. */
export function applyLasting(effect: CoreLasting, rule: CoreRule, policy: CorePolicy, frame: Frame): void {
  const { context } = frame;
  const facts = lastingFacts(effect, rule, policy);
  switch (effect.kind) {
    case 'set_metadata':
      runLibrary('setMetadata', context, { ...facts, value: interpret(effect.value, frame) });
      return;
    case 'count': {
      const key = countKeyOf(effect.counter, policy, frame);
      runLibrary('countLogin', context, facts, ...key);
      return;
    }
    case 'call':
    case 'notify':
      runLibrary('sendLater', context, facts, requestOf(effect.request, frame));
  }
}

function askOf(asking: Asking, policy: CorePolicy, frame: Frame): unknown {
  if (asking.kind === 'count') return runLibrary('askCount', ...countKeyOf(asking.name, policy, frame));
  const source = policy.sources.find(({ name }) => name === asking.name);
  if (source === undefined) throw new Error(`what rules ask is lowered, so \`${asking.name}\` is a source`);
  return runLibrary('askHttp', requestOf(source.request, frame));
}

function countKeyOf(name: string, policy: CorePolicy, frame: Frame): readonly unknown[] {
  const { per, distinct } = counterOf(name, policy);
  return [per, distinct].map((core) => (core === null ? null : interpret(core, frame)));
}

function keyOf({ kind, name }: Asking, { id }: CorePolicy): string {
  return kind === 'source' ? `${id}/${name}` : `${id}/counts.${name}`;
}
