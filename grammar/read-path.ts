import { numberedItem } from './character-messages.ts';
import type { Call, Expression, Path, Segment } from './expression.ts';
import { badPattern } from './literal-messages.ts';
import { findSpelling } from './operators.ts';
import { placeSpan } from './placement.ts';
import { type Range, type Reading, report, reportLost, spanOf, wordsOf } from './reading.ts';
import { methodCall } from './sentence-messages.ts';

/** One step of a path as written: its name, and all that writes it, with dot or brackets. */
export interface Step extends Range {
  readonly segment: Segment;
}

/** The name after a dot. */
export function dotStep(reading: Reading, range: Range): Step {
  const name = { from: range.from + 1, to: range.to };
  return { ...range, segment: { name: wordsOf(reading, name), span: spanOf(reading, name) } };
}

/** The text in the brackets of a path. Anything but a plain text is told, and its words stand for the name. */
export function bracketStep(reading: Reading, range: Range, path: Range, content: Expression): Step {
  if (content.kind === 'text') return { ...range, segment: { name: content.value, span: content.span } };
  const inside = { from: range.from + 1, to: Math.max(range.from + 1, range.to - 1) };
  const span = spanOf(reading, inside);
  const text = wordsOf(reading, inside).trim();
  if (content.kind !== 'unreadable') {
    reportLost(reading, inside, numberedItem({ span, text, path: wordsOf(reading, path) }));
  }
  return { ...range, segment: { name: text, span } };
}

/** A path of all steps. */
export function buildPath(reading: Reading, steps: readonly Step[]): Path {
  const range = { from: steps[0]?.from ?? 0, to: steps.at(-1)?.to ?? 0 };
  return { kind: 'path', segments: steps.map(({ segment }) => segment), span: spanOf(reading, range) };
}

/** `lower(user.name)`; a call on a value, `user.name.lower()`, is told and read as if it were written like that. */
export function buildCall(
  reading: Reading,
  steps: readonly Step[],
  values: readonly Expression[],
  { opening, to }: { readonly opening: Range; readonly to: number },
): Call {
  const owner = steps.slice(0, -1);
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined)
    throw new Error('a path begins with a name, so it has a step');
  const span = spanOf(reading, { from: first.from, to });
  if (owner.length === 0) return { kind: 'call', name: last.segment, arguments: values, span };
  reportMethodCall(
    reading,
    { owner: { from: first.from, to: last.from }, method: last, opening },
    values.length,
  );
  return { kind: 'call', name: last.segment, arguments: [buildPath(reading, owner), ...values], span };
}

function reportMethodCall(
  reading: Reading,
  { owner, method, opening }: { readonly owner: Range; readonly method: Step; readonly opening: Range },
  count: number,
): void {
  const { name } = method.segment;
  const value = wordsOf(reading, owner);
  const operator = findSpelling(name);
  const place = { span: method.segment.span, text: `${name}()` };
  if (operator !== null && !operator.negated && count === 1) {
    const instead = `${value} ${operator.means} …`;
    const edits = [{ span: spanOf(reading, method), text: ` ${operator.means} ` }];
    report(
      reading,
      method,
      methodCall({ ...place, instead, fix: { title: `write \`${instead}\``, safe: false, edits } }),
    );
    return;
  }
  const instead = count === 0 ? `${name}(${value})` : `${name}(${value}, …)`;
  const { start } = spanOf(reading, owner);
  const edits = [
    { span: { start, end: start }, text: `${name}(` },
    { span: spanOf(reading, { from: method.from, to: opening.to }), text: count === 0 ? '' : ', ' },
  ];
  report(
    reading,
    method,
    methodCall({ ...place, instead, fix: { title: `write \`${instead}\``, safe: false, edits } }),
  );
}

/** `/^a+$/i`. Whether RE2 understands it is the checker's question. */
export function readPattern(reading: Reading, range: Range): Expression {
  const text = wordsOf(reading, range);
  const end = text.lastIndexOf('/');
  const span = spanOf(reading, range);
  const source = text.slice(1, end);
  const flags = text.slice(end + 1);
  if (source !== '' && /^i?$/.test(flags)) return { kind: 'pattern', source, flags, span };
  const { placement } = reading;
  const place = source === '' ? span : placeSpan(placement, range.from + end + 1, range.to);
  report(reading, range, badPattern({ span: place, reason: source === '' ? 'empty' : 'flags' }));
  return { kind: 'unreadable', span };
}
