import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const SCHEMA = path.join(import.meta.dirname, '../../project/project.schema.json');
const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

it('editors take values that YAML reads as numbers and booleans', () => {
  const text = `
pipeline: [{ rule: rules/a.js, name: 2024 }]
settings: { threshold: 5, strict: true }
environments: { production: { settings: { threshold: 9 } } }
limits: { calls: 50 }
assume: { user.blocked: false }
`;
  assert.deepEqual([validate(parse(text)), validate.errors], [true, null]);
});

it('editors find slips in keys', () => assert.equal(validate(parse('pipelines: []')), false));
