import type { Data, Diagnostic } from '../../../grammar/index.ts';
import { formatType, isTextKind, shapeNamed, type Type } from '../../../stdlib/index.ts';
import { shapeFunction } from '../../emit/shape-function.ts';
import { unfittingLoginValue } from '../messages/check-test-messages.ts';
import type { Place } from './places-of.ts';
import { readText } from './read-text.ts';

/**
 * Checks that a value of a test's login has the shape of its field. A text in quotes is left alone: so a test says that
 * a directory sends what it should not.
 */
export function checkLoginValue(
  data: Data,
  { type, isReadOpenly = false }: Pick<Place, 'type' | 'isReadOpenly'>,
  key: string,
  report: (diagnostic: Diagnostic) => void,
): void {
  if (type === null || type.kind === 'any') return;
  if (data.kind === 'text') {
    if (data.isQuoted || fitsText(data.text, type, isReadOpenly)) return;
    const { text, span } = data;
    report(
      unfittingLoginValue({
        key,
        span,
        text,
        expected: isReadOpenly && isTextKind(type.kind) ? null : expectedOf(type),
      }),
    );
  } else if (data.kind === 'list' && type.kind === 'list') {
    for (const item of data.items) checkLoginValue(item, { type: type.of, isReadOpenly }, key, report);
  } else if (data.kind !== type.kind) {
    report(unfittingLoginValue({ key, span: data.span, text: null, expected: expectedOf(type) }));
  }
}

/** Whether a text without quotes has the shape of a type; one text where a list belongs is a list of one. */
function fitsText(text: string, type: Type, isReadOpenly: boolean): boolean {
  if (type.kind === 'any') return true;
  if (type.kind === 'list') return type.of.kind !== 'record' && fitsText(text, type.of, isReadOpenly);
  const value = readText(text, isReadOpenly ? { kind: 'any' } : type);
  return shapeNamed(shapeFunction(type))(value) !== undefined;
}

function expectedOf(type: Type): string {
  switch (type.kind) {
    case 'yes/no':
      return '`yes` or `no`';
    case 'number':
      return 'a number such as `3`';
    case 'ip':
      return 'an IP address such as `203.0.113.7`';
    case 'country':
      return 'the two letters of a country, such as `DE`';
    case 'instant':
      return 'a moment such as `2026-11-22T12:00:00+01:00`';
    case 'date':
      return 'a date such as `2026-12-24`';
    case 'time':
      return 'a time such as `08:00`';
    case 'record':
      return 'keys with values, such as `{ plan: pro }`';
    case 'list':
      return type.of.kind === 'record'
        ? 'a list of records, such as `[{ name: Berlin }]`'
        : `a ${formatType(type)}, such as \`[…, …]\``;
    default:
      return 'one text';
  }
}
