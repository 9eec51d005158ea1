import type { Fix, Span } from '../../grammar/index.ts';

/** What is said of a word where another is near, and the fix that writes that one. */
export function didYouMean(
  suggestion: string,
  span: Span,
): { readonly help: string; readonly fixes: readonly Fix[] } {
  return {
    help: `did you mean \`${suggestion}\`?`,
    fixes: [{ title: `write \`${suggestion}\``, safe: false, edits: [{ span, text: suggestion }] }],
  };
}
