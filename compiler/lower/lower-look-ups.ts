import type { CountEffect, Sentence } from '../../grammar/index.ts';
import { looksUp } from '../asks.ts';
import type { Core, CoreCounter, CorePolicy, CoreSource } from '../core.ts';
import { withParameters } from '../templates/with-parameters.ts';
import { folded, foldOf, type LowerContext } from './lower-context.ts';
import { lowerExpression } from './lower-expression.ts';
import { lowerRequest, milliseconds, retries } from './lower-request.ts';

/** The sources that the rules and what spares people them can ask, in the order of the file. */
export function lowerSources(
  policy: Pick<CorePolicy, 'rules' | 'exempt' | 'conditions'>,
  context: LowerContext,
): readonly CoreSource[] {
  if (context.checked.policy.sources.length === 0) return [];
  const asked = new Set(looksUp(policy).flatMap((one) => (one.kind === 'source' ? [one.name] : [])));
  const { policy: written } = context.checked;
  return written.sources.flatMap((source): readonly CoreSource[] => {
    const name = source.name.text;
    if (!asked.has(name)) return [];
    const rule = written.rules.find(({ template }) => template?.sources.some(({ as }) => as === name));
    const inside = rule === undefined ? context : withParameters(rule, context);
    return [
      {
        name,
        span: source.span,
        request: lowerRequest(source.request, 'GET', inside),
        timeout: milliseconds(source.timeout) ?? 2000,
        cache: milliseconds(source.cache),
        retry: retries(source.retry),
        ifItFails: source.ifItFails?.value ?? 'deny',
      },
    ];
  });
}

/** The counters of a policy, in the order in which its rules describe them. */
export function lowerCounters(context: LowerContext): readonly CoreCounter[] {
  const counters = new Map<string, CoreCounter>();
  for (const rule of context.checked.policy.rules) {
    const inside = withParameters(rule, context);
    for (const effect of rule.then) {
      if (effect.kind !== 'count' || !effect.isDescribed || counters.has(effect.name.text)) continue;
      counters.set(effect.name.text, lowerCounter(effect, inside));
    }
  }
  return [...counters.values()];
}

function lowerCounter(effect: CountEffect, context: LowerContext): CoreCounter {
  return {
    name: effect.name.text,
    span: effect.key,
    window: milliseconds(effect.window),
    isDistinct: effect.distinct !== null,
    per: lowerKey(effect.per, context),
    distinct: lowerKey(effect.distinct, context),
  };
}

/** What the language takes for the same is counted as the same: addresses in any case. */
function lowerKey(sentence: Sentence | null, context: LowerContext): Core | null {
  if (sentence === null) return null;
  const core = lowerExpression(sentence.expression, context);
  // What stands side by side may be of several types, each with an equality of its own.
  return core.kind === 'list' ? { ...core, items: core.items.map(foldedAlone) } : foldedAlone(core);
}

function foldedAlone(core: Core): Core {
  return folded(core, foldOf(core.type.kind === 'list' ? core.type.of : core.type));
}
