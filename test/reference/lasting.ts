import {
  type CountEffect,
  DURATION_UNITS,
  type Effect,
  type Expression,
  type Policy,
  type Template,
} from '../../grammar/index.ts';
import type { Lasting, State } from './decision.ts';
import { entry, readPlace, readText } from './login-facts.ts';
import { mentionsOf } from './look-ups.ts';
import { addressOf, countKeyOf, requestOf } from './request.ts';
import { worth } from './run-effect.ts';
import type { Scene } from './scene.ts';

type LastingEffect = Effect & {
  readonly kind: 'set_user_metadata' | 'set_app_metadata' | 'count' | 'call' | 'notify';
};

/** What an effect leaves to be done once the login is decided. */
export function lastingOf(effect: LastingEffect, rule: string, scene: Scene): readonly Lasting[] {
  const of = { rule, alsoOnDeny: effect.alsoOnDeny };
  switch (effect.kind) {
    case 'set_user_metadata':
    case 'set_app_metadata':
      return effect.fields.flatMap(({ name, value }) => {
        const field = effect.kind === 'set_user_metadata' ? 'user_metadata' : 'app_metadata';
        const does = { field, name: name.text, value: worth(value, scene) };
        return does.value === undefined ? [] : [{ kind: 'metadata', ...of, does }];
      });
    case 'count': {
      const count = countKeyOf(counterOf(effect.name.text, scene.policy), scene);
      return count === null ? [] : [{ kind: 'count', ...of, does: { counter: effect.name.text, count } }];
    }
    case 'call': {
      const does = {
        request: requestOf(effect.request, 'POST', scene),
        timeout: effect.timeout === null ? 5000 : length(effect.timeout.text),
        retry: Number(effect.retry?.text ?? 0),
        ifItFails: effect.ifItFails?.value ?? 'deny',
      };
      return [{ kind: 'call', ...of, does }];
    }
    case 'notify':
      return [{ kind: 'notify', ...of, does: { request: requestOf(effect.request, 'POST', scene) } }];
  }
}

/** Sends a login on, or ends it where that cannot be. */
export function sendOn(
  effect: Effect & { readonly kind: 'redirect' },
  rule: string,
  state: State,
  scene: Scene,
): void {
  const message = obstacle(scene.context);
  if (message !== null) {
    state.denied = { by: rule, code: 'interaction_required', message };
    return;
  }
  const url = addressOf(effect.to, scene);
  if (url === null) {
    state.failed = rule;
    return;
  }
  const fields = effect.with.map(({ name, value }) => [name.text, worth(value, scene)] as const);
  const data = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  state.redirect ??= { rule, url, data, signWith: effect.signWith?.text ?? null };
}

/** The effect that describes a counter. */
export function counterOf(name: string, policy: Policy): CountEffect {
  for (const effect of policy.rules.flatMap((rule) => rule.then))
    if (effect.kind === 'count' && effect.isDescribed && effect.name.text === name) return effect;
  throw new Error(`generated policies describe every counter, and \`${name}\` is none`);
}

/** The look-ups that an effect mentions. */
export function mentionsOfEffect(effect: Effect, scene: Scene): readonly string[] {
  return sentencesIn(effect).flatMap((expression) => mentionsOf(expression, scene));
}

/** Every sentence in an effect but those of counters, which ask nothing. */
function sentencesIn(part: unknown): readonly Expression[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(sentencesIn);
  const template = part as Partial<Template>;
  if (template.kind === 'sentence' && template.sentence !== undefined) return [template.sentence.expression];
  return Object.entries(part).flatMap(([name, inner]) =>
    name === 'per' || name === 'distinct' ? [] : sentencesIn(inner),
  );
}

function obstacle(context: unknown): string | null {
  if (readText(context, 'protocol') === 'redirect-callback')
    return 'Signing in needs a step that has not been completed.';
  const isSilent = readPlace(context, 'request.query.prompt') === 'none';
  const withoutBrowser = ['refresh', 'token_exchange', 'delegation', 'silent'].includes(entry(context) ?? '');
  return isSilent || withoutBrowser ? 'Signing in needs a step in the browser.' : null;
}

/** `2 seconds` in milliseconds. */
function length(written: string): number {
  const [amount = '', unit = ''] = written.split(' ');
  const units = new Map<string, number>([...Object.entries(DURATION_UNITS), ['ms', 1]]);
  return Number(amount) * (units.get(unit === 'ms' ? unit : unit.replace(/s$/, '')) ?? Number.NaN);
}
