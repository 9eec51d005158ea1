import { parseRequest } from './parse-request.ts';
import { choiceOf, type Reading, valueAt, wordOf } from './parse-text.ts';
import type { SourceDefinition } from './policy.ts';
import type { Yaml } from './yaml-tree.ts';

/** `sources`, of a policy or of a template. One that cannot be read is there all the same, so that its name is known. */
export function parseSources(value: Yaml | null, reading: Reading): readonly SourceDefinition[] {
  if (value?.kind !== 'map') return [];
  return Array.from(value.entries.values(), ({ key, value: under }): SourceDefinition => {
    const map = under.kind === 'map' ? under : { ...value, entries: new Map(), span: under.span };
    return {
      name: { text: key.text, span: key.span },
      request: parseRequest(map, reading),
      timeout: wordOf(valueAt(map, 'timeout')),
      cache: wordOf(valueAt(map, 'cache')),
      retry: wordOf(valueAt(map, 'retry')),
      ifItFails: choiceOf(valueAt(map, 'if_it_fails'), ['deny', 'continue']),
      span: under.span,
    };
  });
}
