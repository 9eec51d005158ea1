import type { ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from './create-ajv.ts';
import type { Diagnostic } from './diagnostic.ts';
import { explainKeyError } from './explain-key.ts';
import { explainValueError } from './explain-value.ts';
import fixturesSchema from './fixtures.schema.json' with { type: 'json' };
import schema from './policy.schema.json' with { type: 'json' };
import { findSpot } from './spot.ts';
import templateSchema from './template.schema.json' with { type: 'json' };
import testsSchema from './tests.schema.json' with { type: 'json' };
import type { Yaml, YamlMap } from './yaml-tree.ts';

/**
 * Holds a policy file against the schema that editors use too: known keys, lists where lists belong, words out of fixed
 * sets. Sentences and the meaning of texts are not looked at.
 */
export function checkStructure(root: YamlMap): readonly Diagnostic[] {
  return check(root, POLICY);
}

/** The same for a template, in which words stand where parameters do. */
export function checkTemplateFile(root: YamlMap): readonly Diagnostic[] {
  return check(root, 'template');
}

/** The same for a file of tests: it has no rules, and at least one thing to try out. */
export function checkTestsFile(root: YamlMap): readonly Diagnostic[] {
  return check(root, 'tests');
}

/** The same for a file of fixtures: names with logins. */
export function checkFixtures(root: YamlMap): readonly Diagnostic[] {
  return check(root, 'fixtures');
}

/** The same for the file of counter-examples. */
export function checkCounterexamples(root: YamlMap): readonly Diagnostic[] {
  return check(root, 'counterexamples');
}

/** The same for what one row of a table expects. */
export function checkExpectation(map: YamlMap): readonly Diagnostic[] {
  return check(map, 'expect');
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

/** Texts, lists and records that inherit nothing, so that a key called `constructor` is a key like any other. */
export function toPlain(value: Yaml): unknown {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'list':
      return value.items.map(toPlain);
    case 'map': {
      const record: Record<string, unknown> = Object.create(NOTHING);
      for (const [name, entry] of value.entries) record[name] = toPlain(entry.value);
      return record;
    }
    case 'nothing':
    case 'unreadable':
      return null;
  }
}

// Engines look up keys slowly in what has no prototype, and fast in what has an empty one.
const NOTHING: object = Object.freeze(Object.create(null));

const POLICY = 'policy.schema.json';
const TEST = `${POLICY}#/$defs/test/properties`;

const COUNTEREXAMPLES = {
  type: 'object',
  additionalProperties: false,
  properties: {
    counterexamples: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['law', 'login'],
        additionalProperties: false,
        properties: {
          law: { $ref: `${POLICY}#/$defs/text` },
          found: { $ref: `${POLICY}#/$defs/text` },
          at: { $ref: `${TEST}/at` },
          login: { type: 'object', additionalProperties: { $ref: `${POLICY}#/$defs/data` } },
        },
      },
    },
  },
} as const;

const SCHEMAS = {
  [POLICY]: schema,
  template: templateSchema,
  tests: testsSchema,
  fixtures: fixturesSchema,
  counterexamples: COUNTEREXAMPLES,
  expect: { $ref: `${POLICY}#/$defs/expect` },
} as const;

const ajv = createAjv();
for (const [part, contents] of Object.entries(SCHEMAS)) ajv.addSchema(contents, part);

/** The library compiles a schema when it is first asked for: it takes its time, and most projects have no templates. */
function check(root: YamlMap, part: keyof typeof SCHEMAS): readonly Diagnostic[] {
  const validate = ajv.getSchema(part);
  if (validate === undefined) throw new Error(`every part has a schema, so \`${part}\` has one`);
  return validate(toPlain(root)) ? [] : explainErrors(root, validate.errors ?? []);
}

/** Errors that only sum up others: those of a part of `anyOf`, of a name's own schema, of `if` as a whole. */
function isOwnMistake({ keyword, schemaPath, propertyName }: ErrorObject): boolean {
  return keyword !== 'if' && propertyName === undefined && !schemaPath.includes('/anyOf/');
}
