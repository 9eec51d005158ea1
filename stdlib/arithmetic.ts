import { boundedText } from './bounds.ts';
import { toText } from './conversion.ts';
import { numberOf } from './shape.ts';

/** The sum of two numbers; missing, as for the other three, when it is too large for a number. */
export function addNumbers(a: unknown, b: unknown): number | undefined {
  return typeof a === 'number' && typeof b === 'number' ? numberOf(a + b) : undefined;
}

/** The first number less the second. */
export function subtractNumbers(a: unknown, b: unknown): number | undefined {
  return typeof a === 'number' && typeof b === 'number' ? numberOf(a - b) : undefined;
}

/** The product of two numbers. */
export function multiplyNumbers(a: unknown, b: unknown): number | undefined {
  return typeof a === 'number' && typeof b === 'number' ? numberOf(a * b) : undefined;
}

/** The first number divided by the second; missing for a division by zero. */
export function divideNumbers(a: unknown, b: unknown): number | undefined {
  return typeof a === 'number' && typeof b === 'number' ? numberOf(a / b) : undefined;
}

/** What remains of a division, with the sign of the divisor: -1 mod 7 is 6. Missing for a division by zero. */
export function moduloNumbers(a: unknown, b: unknown): number | undefined {
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const rest = a % b;
  return numberOf(rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest);
}

/** Texts, numbers and truths one after another as one text; missing when one of them is, or the text gets too long. */
export function joinTexts(...parts: readonly unknown[]): string | undefined {
  let joined = '';
  for (const part of parts) {
    const piece = toText(part);
    if (piece === undefined) return undefined;
    joined += piece;
  }
  return boundedText(joined);
}

export const arithmeticFunctions = [
  addNumbers,
  subtractNumbers,
  multiplyNumbers,
  divideNumbers,
  moduloNumbers,
  joinTexts,
] as const;
