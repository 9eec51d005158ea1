import type { Fix } from './diagnostic.ts';
import type { Expression } from './expression.ts';
import { parenthesise, type Range, type Reading, report, spanOf, wordsOf } from './reading.ts';
import { mixedAndOr } from './sentence-messages.ts';

export interface Operand extends Range {
  readonly expression: Expression;
}

/** The `and` or `or` between an operand and the next. */
export interface Joint extends Range {
  readonly kind: 'and' | 'or';
}

/**
 * Puts operands together with the words between them, one word fewer than operands. Words of both kinds are an error
 * with both ways to group as fixes; the tree then has `and` bind closer.
 */
export function joinOperands(
  reading: Reading,
  operands: readonly Operand[],
  joints: readonly Joint[],
): Expression {
  const mixed = joints.find(({ kind }) => kind !== joints[0]?.kind);
  const isReadable = operands.every(({ expression }) => expression.kind !== 'unreadable');
  if (mixed !== undefined && isReadable) reportMixed(reading, operands, joints, mixed);
  const groups = groupsOf(operands, joints, 'and').map((group) => junction(reading, 'and', group));
  return junction(reading, 'or', groups).expression;
}

/** Runs of operands that words of one kind hold together. */
function groupsOf(
  operands: readonly Operand[],
  joints: readonly Joint[],
  kind: Joint['kind'],
): readonly Operand[][] {
  const groups: Operand[][] = [];
  for (const [index, operand] of operands.entries()) {
    const group = groups.at(-1);
    if (group !== undefined && joints[index - 1]?.kind === kind) group.push(operand);
    else groups.push([operand]);
  }
  return groups;
}

function junction(reading: Reading, kind: Joint['kind'], operands: readonly Operand[]): Operand {
  const [first] = operands;
  const last = operands.at(-1);
  if (first === undefined || last === undefined) {
    throw new Error('a group of operands is made with its first operand, so it cannot be empty');
  }
  const range = { from: first.from, to: last.to };
  if (first === last) return first;
  const expressions = operands.map(({ expression }) => expression);
  return { ...range, expression: { kind, operands: expressions, span: spanOf(reading, range) } };
}

function reportMixed(
  reading: Reading,
  operands: readonly Operand[],
  joints: readonly Joint[],
  mixed: Joint,
): void {
  const ands = several(groupsOf(operands, joints, 'and'));
  const ors = several(groupsOf(operands, joints, 'or'));
  const whole = { from: operands[0]?.from ?? 0, to: operands.at(-1)?.to ?? 0 };
  const groups = [ands[0], ors[0]].filter((group) => group !== undefined).sort((a, b) => a.from - b.from);
  const fixes = [ands, ors].map((parts) => regroup(reading, whole, parts));
  report(
    reading,
    mixed,
    mixedAndOr({
      span: spanOf(reading, mixed),
      groups: groups.map((group) => spanOf(reading, group)),
      fixes,
    }),
  );
}

function several(groups: readonly Operand[][]): readonly Range[] {
  return groups.flatMap((group) => {
    const [first] = group;
    const last = group.at(-1);
    return first === undefined || last === undefined || first === last
      ? []
      : [{ from: first.from, to: last.to }];
  });
}

function regroup(reading: Reading, whole: Range, groups: readonly Range[]): Fix {
  let text = '';
  let at = whole.from;
  for (const group of groups) {
    text += `${wordsOf(reading, { from: at, to: group.from })}(${wordsOf(reading, group)})`;
    at = group.to;
  }
  text += wordsOf(reading, { from: at, to: whole.to });
  return {
    title: `write \`${text.replace(/\s+/g, ' ')}\``,
    safe: false,
    edits: groups.flatMap((group) => parenthesise(reading, group)),
  };
}
