import { lostSentence, type Reading, readFields, readTemplate, valueAt, wordOf } from './parse-text.ts';
import type { RequestDefinition, Template } from './policy.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** What a look-up, a call or a notification sends: `url`, `method`, `headers` and `body` among its keys. */
export function parseRequest(map: YamlMap, reading: Reading): RequestDefinition {
  const headers = valueAt(map, 'headers');
  return {
    url: readAddress(valueAt(map, 'url'), map, reading),
    method: wordOf(valueAt(map, 'method')),
    headers: headers?.kind === 'map' ? readFields(headers, reading) : [],
    body: readTemplate(valueAt(map, 'body'), reading),
    span: map.span,
  };
}

/** An address; one of which a diagnostic has told that it is missing or no text stands there as unreadable. */
export function readAddress(value: Yaml | null, owner: YamlMap, reading: Reading): Template {
  const template = value?.kind === 'text' ? readTemplate(value, reading) : null;
  const span = value?.span ?? owner.span;
  return template ?? { kind: 'sentence', sentence: lostSentence(span), span };
}
