import type { CompiledPattern } from './pattern.ts';

/** Whether a text has the other in it. */
export function textContains(text: unknown, part: unknown): boolean | undefined {
  return typeof text === 'string' && typeof part === 'string' ? text.includes(part) : undefined;
}

/** Whether a text begins with the other. */
export function startsWith(text: unknown, part: unknown): boolean | undefined {
  return typeof text === 'string' && typeof part === 'string' ? text.startsWith(part) : undefined;
}

/** Whether a text ends with the other. */
export function endsWith(text: unknown, part: unknown): boolean | undefined {
  return typeof text === 'string' && typeof part === 'string' ? text.endsWith(part) : undefined;
}

/**
 * Whether the whole text fits a pattern in which `*` stands for any characters or none and `?` for one. Only the last
 * `*` is ever tried again, so the time is at most the length of the text times that of the pattern.
 */
export function likeText(text: unknown, pattern: unknown): boolean | undefined {
  if (typeof text !== 'string' || typeof pattern !== 'string') return undefined;
  const characters = Array.from(text);
  const wanted = Array.from(pattern);
  let at = 0;
  let next = 0;
  let star = -1;
  let starAt = 0;
  while (at < characters.length) {
    if (wanted[next] === '*') {
      star = next++;
      starAt = at;
    } else if (wanted[next] === '?' || wanted[next] === characters[at]) {
      at++;
      next++;
    } else if (star !== -1) {
      next = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (wanted[next] === '*') next++;
  return next === wanted.length;
}

/** Whether a pattern of the policy is found in the text. */
export function matchesPattern(text: unknown, pattern: CompiledPattern): boolean | undefined {
  return typeof text === 'string' && typeof pattern?.test === 'function' ? pattern.test(text) : undefined;
}

export const matchFunctions = [textContains, startsWith, endsWith, likeText, matchesPattern] as const;
