import { largestSize } from '../report/filter-claims.ts';
import { ownValue } from './own-value.ts';
import type { Tally } from './tally.ts';

/**
 * A value that is told as one of its own, as `ownValue` makes it; what it takes of a token at most is added. Nearly all are texts and
 * lists of them, for which that is one step.
 */
export function takeTold(value: unknown, tally: Pick<Tally, 'size'>): unknown {
  if (typeof value === 'string') {
    tally.size += 6 * value.length + 2;
    return value;
  }
  if (!Array.isArray(value)) {
    tally.size += largestSize(value);
    return ownValue(value);
  }
  const list: unknown[] = value.slice();
  let size = 2;
  for (let index = 0; index < list.length; index++) {
    const member = list[index];
    if (typeof member === 'string') size += 6 * member.length + 3;
    else {
      size += largestSize(member) + 1;
      list[index] = ownValue(member);
    }
  }
  tally.size += size;
  return list;
}
