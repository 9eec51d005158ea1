import { parseRequest, readAddress } from './parse-request.ts';
import {
  choiceOf,
  type Reading,
  readFields,
  readSentence,
  readTemplate,
  valueAt,
  wordOf,
} from './parse-text.ts';
import type { CallEffect, CountEffect, RedirectEffect, Sentence, SetMetadataEffect } from './policy.ts';
import type { Span } from './source.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/** `set_user_metadata` and `set_app_metadata`. */
export function parseMetadata(
  kind: SetMetadataEffect['kind'],
  value: Yaml,
  key: Span,
  reading: Reading,
): SetMetadataEffect | null {
  if (value.kind !== 'map') return null;
  const entries = new Map([...value.entries].filter(([name]) => name !== ALSO_ON_DENY));
  return { kind, fields: readFields({ ...value, entries }, reading), alsoOnDeny: isAlsoOnDeny(value), key };
}

/** `count`: the name of a counter, or keys that describe one. */
export function parseCount(value: Yaml, key: Span, reading: Reading): CountEffect | null {
  const map = value.kind === 'map' ? value : null;
  const name = wordOf(map === null ? value : valueAt(map, 'name'));
  if (name === null) return null;
  const sentence = (word: string): Sentence | null => {
    const written = map === null ? null : valueAt(map, word);
    return written?.kind === 'text' ? readSentence(written, reading) : null;
  };
  return {
    kind: 'count',
    name,
    per: sentence('per'),
    distinct: sentence('distinct'),
    window: map === null ? null : wordOf(valueAt(map, 'window')),
    isDescribed: map !== null,
    alsoOnDeny: map !== null && isAlsoOnDeny(map),
    key,
  };
}

/** `call` and `notify`. */
export function parseCall(
  kind: CallEffect['kind'],
  value: Yaml,
  key: Span,
  reading: Reading,
): CallEffect | null {
  if (value.kind !== 'map') return null;
  const waits = kind === 'call';
  return {
    kind,
    request: parseRequest(value, reading),
    timeout: waits ? wordOf(valueAt(value, 'timeout')) : null,
    retry: waits ? wordOf(valueAt(value, 'retry')) : null,
    ifItFails: waits ? choiceOf(valueAt(value, 'if_it_fails'), ['deny', 'continue']) : null,
    alsoOnDeny: isAlsoOnDeny(value),
    key,
  };
}

/** `redirect`: an address, or keys with the address and what goes along. */
export function parseRedirect(value: Yaml, key: Span, reading: Reading): RedirectEffect | null {
  if (value.kind !== 'map') {
    const to = value.kind === 'text' ? readTemplate(value, reading) : null;
    return to === null ? null : { kind: 'redirect', to, with: [], signWith: null, key };
  }
  const along = valueAt(value, 'with');
  return {
    kind: 'redirect',
    to: readAddress(valueAt(value, 'to'), value, reading),
    with: along?.kind === 'map' ? readFields(along, reading) : [],
    signWith: wordOf(valueAt(value, 'sign_with')),
    key,
  };
}

/** The one key of the metadata effects that is no field. */
const ALSO_ON_DENY = 'also_on_deny';

function isAlsoOnDeny(map: YamlMap): boolean {
  const word = wordOf(valueAt(map, ALSO_ON_DENY))?.text;
  return word === 'yes' || word === 'true';
}
