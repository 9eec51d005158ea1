import { compilePattern } from '../../stdlib/pattern.ts';

/**
 * Works out a call as it stands in the examples of a builtin: `name(argument, …)`, where an argument is a call, a
 * quoted text, a number, a duration, a date, an instant, an address, a network, a pattern, `yes` or `no`, `missing`, a
 * list or, as in JSON, a record.
 */
export function evaluateCall(
  text: string,
  call: (name: string, values: readonly unknown[]) => unknown,
): unknown {
  const pieces = text.match(/"[^"]*"|\/[^/]*\/|[()[\]{},]|[^\s()[\]{},"]+/g) ?? [];
  let index = 0;
  const next = (): string => pieces[index++] ?? '';
  const group = <T>(end: string, member: () => T): readonly T[] => {
    const members: T[] = [];
    while (pieces[index] !== end && index < pieces.length) {
      members.push(member());
      if (pieces[index] === ',') index++;
    }
    index++;
    return members;
  };
  const field = (): readonly [string, unknown] => {
    const name = next().slice(1, -1);
    index++;
    return [name, value()];
  };
  const value = (): unknown => {
    const piece = next();
    if (piece === '[') return group(']', value);
    if (piece === '{') return Object.fromEntries(group('}', field));
    if (pieces[index] === '(') {
      index++;
      return call(piece, group(')', value));
    }
    const unit = UNITS.get((pieces[index] ?? '').replace(/s$/, ''));
    if (unit === undefined) return literal(piece);
    index++;
    return Number(piece) * unit;
  };
  const result = value();
  if (index !== pieces.length) throw new Error(`cannot read the example \`${text}\``);
  return result;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['second', 1000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
  ['week', 604_800_000],
]);

function literal(piece: string): unknown {
  if (piece.startsWith('"')) return piece.slice(1, -1);
  if (piece === 'missing') return undefined;
  if (piece === 'yes' || piece === 'no') return piece === 'yes';
  if (piece.startsWith('/')) return compilePattern(piece.slice(1, -1), '');
  if (/^-?\d+(\.\d+)?$/.test(piece)) return Number(piece);
  if (/^\d{4}-\d\d-\d\dT/.test(piece)) return Date.parse(piece);
  return piece;
}
