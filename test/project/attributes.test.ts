import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attributesOf } from '../../project/attributes.ts';
import { formatType } from '../../stdlib/index.ts';

describe('attributesOf', () => {
  it('gives each property a type of the language', () => {
    const types = fieldTypes({
      crm_id: { type: 'string' },
      mail: { type: 'string', format: 'email' },
      team: { type: 'string', format: 'group' },
      since: { type: 'string', format: 'date' },
      seen: { type: ['string', 'null'], format: 'date-time' },
      level: { type: 'integer' },
      blocked: { type: 'boolean' },
      tier: { enum: ['free', 'paid'] },
      teams: { type: 'array', items: { type: 'string', format: 'group' } },
      address: { type: 'object', properties: { city: { type: 'string' } } },
      odd: { oneOf: [{ type: 'string' }, { type: 'number' }] },
      strange: { type: 'string', format: 'something-else' },
    });
    assert.deepEqual(types, {
      crm_id: 'text',
      mail: 'email',
      team: 'group',
      since: 'date',
      seen: 'instant',
      level: 'number',
      blocked: 'yes/no',
      tier: 'text',
      teams: 'list of group',
      address: 'record',
      odd: 'any value',
      strange: 'text',
    });
  });

  it('follows references into its own definitions, also into themselves', () => {
    const $defs = { person: { type: 'object', properties: { boss: { $ref: '#/$defs/person' } } } };
    assert.deepEqual(
      fieldTypes({ owner: { $ref: '#/$defs/person' }, far: { $ref: 'other.json' } }, { $defs }),
      {
        owner: 'record',
        far: 'any value',
      },
    );
  });

  it('closes a record that lists its properties, unless the schema opens it', () => {
    assert.equal(record({ properties: { a: {} } }).open, false);
    assert.equal(record({ properties: { a: {} }, additionalProperties: true }).open, true);
    assert.equal(record({ type: 'object' }).open, true);
  });

  it('keeps descriptions and examples for readers', () => {
    const fields = record({
      properties: { tier: { type: 'string', description: 'The CRM tier', examples: ['gold'] } },
    });
    assert.deepEqual(fields.fields.get('tier'), {
      type: { kind: 'text' },
      summary: 'The CRM tier',
      example: 'gold',
    });
  });

  it('finds names like `constructor` only where the schema has them', () => {
    assert.equal(record({ properties: { constructor: { type: 'string' } } }).fields.has('constructor'), true);
    assert.equal(record({ properties: { a: {} } }).fields.has('constructor'), false);
  });

  it('says why a schema is of no use', () => {
    assert.deepEqual(attributesOf([1]), {
      kind: 'unusable',
      reason: 'it is not a JSON Schema, which is an object',
    });
    assert.match(JSON.stringify(attributesOf({ type: 'string' })), /does not describe an object/);
  });
});

function record(schema: object) {
  const attributes = attributesOf({ type: 'object', ...schema });
  assert.ok(attributes.kind === 'record' && attributes.type.kind === 'record');
  return attributes.type;
}

function fieldTypes(properties: object, more: object = {}): Record<string, string> {
  const { fields } = record({ properties, ...more });
  return Object.fromEntries(Array.from(fields, ([name, field]) => [name, formatType(field.type)]));
}
