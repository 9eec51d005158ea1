const decimals = new Intl.NumberFormat('en-US', { useGrouping: false, maximumSignificantDigits: 21 });

/** A text, a number in decimal digits, or a truth, as others read it. */
export function plainText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return decimals.format(value + 0);
  return typeof value === 'string' ? value : undefined;
}
