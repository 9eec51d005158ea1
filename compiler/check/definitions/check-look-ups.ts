import { type Path, type Segment, suggest } from '../../../grammar/index.ts';
import { scalar, type Type } from '../../../stdlib/index.ts';
import { lookUpInLaw, lookUpInLookUp, unknownCounter } from '../messages/check-look-up-messages.ts';
import { unfinishedName } from '../messages/check-name-messages.ts';
import type { Scope } from '../scope.ts';

/** Notes that a sentence asks a source, and reports it where none can be asked. */
export function checkSource({ name, span }: Segment, scope: Scope): void {
  scope.usage.asks.add(name);
  reportSilence(name, span, null, scope);
}

/** Notes that a sentence names a condition, which may ask in its place. */
export function noteCondition({ name, span }: Segment, scope: Scope): void {
  scope.usage.references.push(name);
  const asked = scope.silence?.asking.get(name);
  if (asked !== undefined) reportSilence(asked, span, name, scope);
}

/** The type of `counts.NAME`: how often somebody was counted before this login. */
export function checkCounter(path: Path, scope: Scope): Type {
  const [, counter] = path.segments;
  const known = [...scope.counters];
  if (counter === undefined) {
    scope.report(
      unfinishedName({ name: 'counts', span: path.span, known: known.map((one) => `counts.${one}`) }),
    );
    return { kind: 'error' };
  }
  const { name } = counter;
  const span = { start: path.span.start, end: counter.span.end };
  if (!scope.counters.has(name)) {
    scope.report(
      unknownCounter({
        written: `counts.${name}`,
        name,
        span,
        before: 'counts.',
        suggestion: suggest(name, known),
      }),
    );
    return { kind: 'error' };
  }
  scope.usage.asks.add(`counts.${name}`);
  reportSilence(`counts.${name}`, span, null, scope);
  return scalar('number');
}

function reportSilence(asked: string, span: Path['span'], condition: string | null, scope: Scope): void {
  if (scope.silence === null) return;
  const { where } = scope.silence;
  if (where === 'law') scope.report(lookUpInLaw({ asked, span, condition }));
  else scope.report(lookUpInLookUp({ asked, span, condition, where }));
}
