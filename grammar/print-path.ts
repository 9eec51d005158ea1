import type { Segment } from './expression.ts';
import { printText } from './print-text.ts';

/** `user.app_metadata["cost centre"]`: a name that cannot follow a dot is a text in brackets. */
export function printSegments(segments: readonly Segment[]): string {
  return segments.map(({ name }, index) => (index === 0 ? name : printStep(name))).join('');
}

function printStep(name: string): string {
  return /^[A-Za-z_]\w*(?:-+\w+)*$/.test(name) ? `.${name}` : `[${printText([name], String)}]`;
}
