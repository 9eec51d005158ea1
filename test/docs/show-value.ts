import type { Value } from '../../stdlib/index.ts';

/** A value as the documents write it. */
export function showValue(value: Value): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return `[${value.map(showValue).join(', ')}]`;
  return JSON.stringify(value);
}
