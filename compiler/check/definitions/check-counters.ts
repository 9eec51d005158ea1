import {
  type AppliedTemplate,
  type CountEffect,
  type Expression,
  type Policy,
  type Sentence,
  suggest,
  type Word,
} from '../../../grammar/index.ts';
import { isTextKind, type Type } from '../../../stdlib/index.ts';
import { checkExpression } from '../expressions/check-expression.ts';
import { checkLength, millisecondsOf } from '../expressions/check-words.ts';
import { unfittingEffectValue } from '../messages/check-effect-messages.ts';
import { counterDescribedTwice, unknownCounter } from '../messages/check-look-up-messages.ts';
import type { Scope } from '../scope.ts';

/** The counters that the sentences of a policy can name, without those of its templates; reports descriptions of one that differ. */
export function namesOfCounters(policy: Policy, report: Scope['report']): ReadonlySet<string> {
  const described = new Map<string, { readonly name: Word; readonly shape: string }>();
  for (const { then, template } of policy.rules) {
    for (const effect of then) {
      if (effect.kind !== 'count' || !effect.isDescribed) continue;
      const { name } = effect;
      const own = template?.counters.find(({ as }) => as === name.text);
      const first = described.get(name.text);
      const shape = shapeOf(effect, template);
      if (first === undefined) described.set(name.text, { name, shape });
      else if (first.shape !== shape)
        report(
          counterDescribedTwice({
            name: own?.name ?? name.text,
            span: name.span,
            first: first.name.span,
          }),
        );
    }
  }
  return new Set([...described.keys()].filter((name) => !name.includes(' ')));
}

/** Checks an effect that counts. `asking`: the conditions that need a look-up, which no counter can wait for. */
export function checkCount(effect: CountEffect, asking: ReadonlyMap<string, string>, scope: Scope): void {
  const { name, per, distinct, window, isDescribed } = effect;
  // Only a counter that its template describes has a name with spaces.
  if (!isDescribed && !name.text.includes(' ') && !scope.counters.has(name.text)) {
    const suggestion = suggest(name.text, scope.counters);
    scope.report(
      unknownCounter({ written: name.text, name: name.text, span: name.span, before: '', suggestion }),
    );
  }
  const inside: Scope = { ...scope, silence: { where: 'count', asking } };
  checkKey(per, 'per', inside);
  checkKey(distinct, 'distinct', inside);
  checkLength(window, 'window', WINDOW, scope);
}

const WINDOW = { least: 1000, most: 400 * 86_400_000, range: 'from 1 second to 400 days' };

/** Whose counter it is, or what is told apart: something that is the same only if it reads the same. */
function checkKey(sentence: Sentence | null, what: string, scope: Scope): void {
  if (sentence === null) return;
  const found = checkExpression(sentence.expression, scope);
  if (isKey(found) || (found.kind === 'list' && isKey(found.of))) return;
  const help =
    'name something that tells people or places apart, such as `user.user_id` or `organization.id`';
  scope.report(
    unfittingEffectValue({ span: sentence.span, what, expected: 'a text or a number', found, help }),
  );
}

function isKey({ kind }: Type): boolean {
  return isTextKind(kind) || ['number', 'yes/no', 'date', 'ip', 'any', 'error'].includes(kind);
}

/** What a counter counts, so that two descriptions of the same thing are the same text. */
function shapeOf({ per, distinct, window }: CountEffect, template: AppliedTemplate | null): string {
  const values = new Map(template?.parameters.map(({ name, value }) => [name, value]));
  const plain = (sentence: Sentence | null) =>
    sentence === null ? null : withValues(sentence.expression, values);
  return JSON.stringify([plain(per), plain(distinct), window === null ? null : millisecondsOf(window)]);
}

function withValues(expression: Expression, values: ReadonlyMap<string, Expression>): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, part) => {
      if (key === 'span') return undefined;
      const name = part?.kind === 'path' && part.segments.length === 1 ? part.segments[0].name : null;
      return name === null ? part : (values.get(name) ?? part);
    }),
  );
}
