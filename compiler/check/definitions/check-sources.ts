import type { Policy, SourceDefinition } from '../../../grammar/index.ts';
import { checkLength, checkRetry } from '../expressions/check-words.ts';
import { type Scope, withUsage } from '../scope.ts';
import { type CheckedConditions, checkSize } from './check-conditions.ts';
import { sourceScope } from './check-parameters.ts';
import { checkRequest } from './check-request.ts';

/** Checks what the look-ups of a policy send and how long they take. They go out together, so none can ask another. */
export function checkSources(policy: Policy, { sizes, asking }: CheckedConditions, scope: Scope): void {
  for (const source of policy.sources) {
    const { text, span } = source.name;
    const inside: Scope = {
      ...withUsage(placeOf(source, policy, scope)),
      silence: { where: 'source', asking },
    };
    checkRequest(source.request, 'source', inside);
    checkLength(source.timeout, 'timeout', { least: 1, most: 10_000, range: 'up to 10 seconds' }, scope);
    checkLength(source.cache, 'cache', { least: 1, most: 7 * 86_400_000, range: 'up to 7 days' }, scope);
    checkRetry(source.retry, scope);
    checkSize(`the source \`${text}\``, inside.usage, span, sizes, inside);
  }
}

/** A look-up of a template knows the parameters of the use. */
function placeOf({ name }: SourceDefinition, { rules }: Policy, scope: Scope): Scope {
  const template = rules.find((rule) => rule.template?.sources.some(({ as }) => as === name.text))?.template;
  return template ? sourceScope(template, scope) : scope;
}
