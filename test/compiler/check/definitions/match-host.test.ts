import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAllowedHost } from '../../../../compiler/check/definitions/match-host.ts';
import { explainMetadataName } from '../../../../compiler/check/metadata-names.ts';
import { openAllowList } from '../../../../runtime/capabilities/allow-list.ts';
import { findUpdateRefusal } from '../../../../runtime/capabilities/check-data.ts';

const PATTERNS = [
  'crm.example.com',
  'CRM.Example.com.',
  '*.example.com',
  '*.EXAMPLE.com:8443',
  'bücher.example',
  '203.0.113.7',
  '0xcb.0.113.7',
  '[2001:db8::1]',
  '2001:db8::1',
  '2001:db8::1:443',
  '*',
  '*:80',
  '*.203.0.113.7',
  '*.com',
  'crm.example.com:443',
  'crm.example.com:0',
  'crm.example.com:99999',
  'a b',
  'x@crm.example.com',
  '*.*.example.com',
  '',
];
const ORIGINS = [
  'https://crm.example.com',
  'http://crm.example.com',
  'https://CRM.example.com.',
  'https://eu.crm.example.com:8443',
  'https://example.com',
  'https://evilcrm.example.com.test',
  'https://xn--bcher-kva.example',
  'https://203.0.113.7',
  'http://[2001:db8::1]',
  'https://[2001:DB8:0::1]:443',
];

describe('a host that a policy names', () => {
  for (const pattern of PATTERNS)
    it(`is allowed by \`${pattern}\` as the runtime allows it`, () => {
      for (const origin of ORIGINS) {
        const expected = openAllowList([pattern]).has(new URL(origin));
        assert.equal(isAllowedHost(origin, [pattern]), expected, origin);
      }
    });
});

describe('a name of metadata', () => {
  const names =
    `plan last_country a.b $a __proto__ constructor prototype email blocked _id loginsCount updated_at name identities
    metadata multifactor user_id nickname clientID __tenant lastIP`.split(/\s+/);
  for (const field of ['user_metadata', 'app_metadata'] as const)
    it(`is taken for \`${field}\` as the runtime takes it`, () => {
      for (const name of names) {
        const changes = Object.fromEntries([[name, 'x']]);
        const refused = findUpdateRefusal({ id: 'u', field, changes }) !== null;
        assert.equal(explainMetadataName(name, field) !== null, refused, name);
        const inside = findUpdateRefusal({ id: 'u', field, changes: { a: changes } }) !== null;
        assert.equal(explainMetadataName(name, 'inside') !== null, inside, `a.${name}`);
      }
    });
});
