import type { Limits } from './limits.ts';
import { copyData } from './login/copy-data.ts';
import { isRecord } from './login/read-login.ts';
import * as messages from './messages.ts';
import type { AuthenticationMethod, RedirectAnswer } from './redirects.ts';

/** What a login came back with, as plain data of our own, or what is wrong with it. */
export type ReadRedirectAnswer =
  | { readonly kind: 'answer'; readonly answer: RedirectAnswer }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * Takes the answer of a redirect from a host; nothing is an answer without anything in it. What is no record of parameters,
 * such as the text of a body or `URLSearchParams`, would be an answer that says nothing, so it is a problem. Never throws.
 */
export function readRedirectAnswer(
  value: unknown,
  limits: Pick<Limits, 'loginBytes' | 'loginDepth'>,
): ReadRedirectAnswer {
  const given = value ?? {};
  try {
    if (!isRecord(given)) return problem(messages.wrongAnswer({ found: messages.describeShape(given) }));
    const unknown = Object.keys(given).find((name) => !PARTS.has(name));
    if (unknown !== undefined) return problem(messages.unknownPart({ name: unknown }));
    for (const name of ['query', 'body'] as const) {
      const part = given[name] ?? {};
      if (isRecord(part) && !(Symbol.iterator in part)) continue;
      const found = isRecord(part) ? (part.constructor?.name ?? 'a list') : messages.describeShape(part);
      return problem(messages.wrongParameters({ name, found }));
    }
    const { query, body, methods } = given;
    const copied = copyData({ query, body, methods }, limits);
    if (copied.kind === 'problem') return copied;
    return answerOf(isRecord(copied.value) ? copied.value : {});
  } catch {
    return problem(messages.unreadableAnswer());
  }
}

const PARTS: ReadonlySet<string> = new Set<keyof RedirectAnswer>(['query', 'body', 'methods']);

function answerOf({ query, body, methods }: Readonly<Record<string, unknown>>): ReadRedirectAnswer {
  const proved = methods ?? [];
  if (!Array.isArray(proved) || !proved.every(isMethod)) return problem(messages.wrongMethods());
  const answer = {
    query: isRecord(query) ? query : {},
    body: isRecord(body) ? body : {},
    methods: proved,
  };
  return { kind: 'answer', answer };
}

function isMethod(value: unknown): value is AuthenticationMethod {
  return isRecord(value) && typeof value.name === 'string' && typeof value.timestamp === 'number';
}

function problem(message: string): ReadRedirectAnswer {
  return { kind: 'problem', message };
}
