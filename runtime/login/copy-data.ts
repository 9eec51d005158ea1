import type { Limits } from '../limits.ts';
import * as messages from '../messages.ts';

/** Plain data that belongs to nobody else, or what keeps it from being made. */
export type Copied =
  | { readonly kind: 'data'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly message: string };

/** Names that JavaScript gives a meaning; they never come in. */
const DROPPED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Copies what JSON can carry, reading every property once, so that nothing can answer differently later. What JSON
 * leaves out (functions, `undefined`) is left out, a number that is none becomes `null`, `toJSON` is honoured, and
 * `__proto__`, `constructor` and `prototype` never come in. A cycle, a big integer, a property that throws, and what
 * goes over the limits is a problem. Never throws.
 */
export function copyData(value: unknown, limits: Pick<Limits, 'loginBytes' | 'loginDepth'>): Copied {
  const copying: Copying = { limits, size: 0, path: [], ancestors: [], problem: null };
  try {
    const copied = copyValue(value, '', copying);
    if (copying.problem === null) return { kind: 'data', value: copied };
    return { kind: 'problem', message: copying.problem };
  } catch {
    return { kind: 'problem', message: messages.unreadable({ place: formatPath(copying.path) }) };
  }
}

interface Copying {
  readonly limits: Pick<Limits, 'loginBytes' | 'loginDepth'>;
  /** At most what the copy takes as JSON, so that shared parts cannot multiply without end. */
  size: number;
  readonly path: (string | number)[];
  readonly ancestors: object[];
  problem: string | null;
}

function copyValue(raw: unknown, key: string, copying: Copying): unknown {
  const value = valueForJson(raw, key);
  switch (typeof value) {
    case 'string':
      grow(copying, value.length + 2);
      return value;
    case 'number':
      grow(copying, 1);
      // JSON knows no zero with a sign, and a report is what JSON can carry.
      return Number.isFinite(value) ? value || 0 : null;
    case 'boolean':
      grow(copying, 4);
      return value;
    case 'bigint':
      copying.problem ??= messages.bigInteger({ place: formatPath(copying.path) });
      return undefined;
    case 'object':
      if (value !== null) return copyObject(value, copying);
      grow(copying, 4);
      return null;
    default:
      return undefined;
  }
}

function valueForJson(raw: unknown, key: string): unknown {
  if (typeof raw !== 'object' || raw === null || !('toJSON' in raw)) return raw;
  const { toJSON } = raw;
  return typeof toJSON === 'function' ? toJSON.call(raw, key) : raw;
}

function copyObject(value: object, copying: Copying): unknown {
  const { ancestors, path, limits } = copying;
  if (ancestors.includes(value)) {
    copying.problem ??= messages.containsItself({ place: formatPath(path) });
    return undefined;
  }
  if (ancestors.length > limits.loginDepth) {
    copying.problem ??= messages.tooDeep({ place: formatPath(path), depth: limits.loginDepth });
    return undefined;
  }
  ancestors.push(value);
  const copied = Array.isArray(value) ? copyList(value, copying) : copyRecord(value, copying);
  ancestors.pop();
  return copied;
}

function copyList(list: readonly unknown[], copying: Copying): readonly unknown[] {
  const copied: unknown[] = [];
  const { length } = list;
  grow(copying, 2 * length);
  for (let index = 0; index < length && copying.problem === null; index++) {
    copying.path.push(index);
    copied.push(copyValue(list[index], String(index), copying) ?? null);
    copying.path.pop();
  }
  return copied;
}

function copyRecord(record: object, copying: Copying): Record<string, unknown> {
  const copied: Record<string, unknown> = {};
  for (const key of Object.keys(record)) {
    if (copying.problem !== null) break;
    if (DROPPED.has(key)) continue;
    copying.path.push(key);
    const value = copyValue((record as Readonly<Record<string, unknown>>)[key], key, copying);
    copying.path.pop();
    if (value === undefined) continue;
    grow(copying, key.length + 4);
    copied[key] = value;
  }
  return copied;
}

function grow(copying: Copying, size: number): void {
  copying.size += size;
  if (copying.size > copying.limits.loginBytes) {
    copying.problem ??= messages.tooLarge({ bytes: copying.limits.loginBytes });
  }
}

/** `user.groups[3]["a b"]`. */
function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_]\w*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
