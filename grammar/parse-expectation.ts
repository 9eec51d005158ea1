import { parseDataFields } from './parse-data.ts';
import { choiceOf, valueAt, wordOf, wordsOf } from './parse-text.ts';
import type { Expectation } from './policy-test.ts';
import type { Span } from './source.ts';
import type { YamlMap } from './yaml-tree.ts';

/** `expect`. */
export function parseExpectation(map: YamlMap): Expectation {
  const at = (name: string) => valueAt(map, name);
  const words = (name: string) => wordsOf(at(name)) ?? [];
  const fields = (name: string) => {
    const value = at(name);
    return value?.kind === 'map' ? parseDataFields(value) : [];
  };
  return {
    outcome: choiceOf(at('outcome'), ['allow', 'deny', 'challenge', 'redirect', 'failure']),
    by: wordOf(at('by')),
    mfa: choiceOf(at('mfa'), ['required', 'not required']),
    claims: fields('claims'),
    notClaims: words('not_claims'),
    scopes: wordsOf(at('scopes')),
    message: wordOf(at('message')),
    code: wordOf(at('code')),
    applied: words('applied'),
    notApplied: words('not_applied'),
    counts: wordsOf(at('counts')),
    notifies: wordsOf(at('notifies')),
    calls: wordsOf(at('calls')),
    redirect: wordOf(at('redirect')),
    metadata: fields('metadata'),
    span: map.span,
  };
}

/** Asks for nothing. */
export function emptyExpectation(span: Span): Expectation {
  return parseExpectation({ kind: 'map', entries: new Map(), hasLostKeys: false, span });
}
