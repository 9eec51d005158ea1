import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from './diagnostic.ts';
import { explainKeyError } from './explain-key.ts';
import { explainValueError } from './explain-value.ts';
import schema from './policy.schema.json' with { type: 'json' };
import { findSpot } from './spot.ts';
import type { Yaml, YamlMap } from './yaml-tree.ts';

/**
 * Holds a policy file against the schema that editors use too: known keys, lists where lists belong, words out of fixed
 * sets. Sentences and the meaning of texts are not looked at.
 */
export function checkStructure(root: YamlMap): readonly Diagnostic[] {
  return validate(toPlain(root)) ? [] : explainErrors(root, validate.errors ?? []);
}

/** What the errors of the schema library mean for the author; it has to run with `allErrors` and `verbose`. */
export function explainErrors(root: YamlMap, errors: readonly ErrorObject[]): readonly Diagnostic[] {
  const own = errors.filter(isOwnMistake);
  const shapeless = new Set(
    own.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath),
  );
  const diagnostics = new Map<string, Diagnostic>();
  for (const error of own) {
    if (error.keyword !== 'type' && shapeless.has(error.instancePath)) continue;
    const spot = findSpot(root, error.instancePath);
    if (spot === null) continue;
    const diagnostic = explainKeyError(spot, error) ?? explainValueError(spot, error);
    if (diagnostic === null) continue;
    const place = `${diagnostic.code} ${diagnostic.span.start}`;
    if (!diagnostics.has(place)) diagnostics.set(place, diagnostic);
  }
  return [...diagnostics.values()];
}

/** Texts, lists and records without a prototype, so that a key called `constructor` is a key like any other. */
export function toPlain(value: Yaml): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'list':
      return value.items.map(toPlain);
    case 'map': {
      const record: Record<string, unknown> = Object.create(null);
      for (const [name, entry] of value.entries) record[name] = toPlain(entry.value);
      return record;
    }
    case 'nothing':
    case 'unreadable':
      return null;
  }
}

const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, strictTypes: false });
ajv.addVocabulary(['markdownDescription']);
const validate = ajv.compile(schema);

/** Errors that only sum up others: those of a part of `anyOf`, of a name's own schema, of `if` as a whole. */
function isOwnMistake({ keyword, schemaPath, propertyName }: ErrorObject): boolean {
  return keyword !== 'if' && propertyName === undefined && !schemaPath.includes('/anyOf/');
}
