import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';

const HOME = path.join(import.meta.dirname, '..');

// Nothing looks at this where they are used.
for (const file of globSync('{grammar,project,runtime}/**/*.schema.json', { cwd: HOME }))
  it(`${file} is a JSON Schema`, () => {
    const ajv = new Ajv2020({ strict: false });
    const schema = JSON.parse(readFileSync(path.join(HOME, file), 'utf8'));
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.ok(ajv.validateSchema(schema), ajv.errorsText());
  });
