import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSecrets } from '../../runtime/capabilities/open-secrets.ts';

const GIVEN = { secrets: { CRM_KEY: 'k3y' } };

describe('the secrets that policies send', () => {
  it('have the values that were given, and no others', () => {
    const secrets = openSecrets(GIVEN);
    assert.deepEqual(['CRM_KEY', 'OTHER', 'constructor'].map(secrets.get, secrets), [
      'k3y',
      undefined,
      undefined,
    ]);
    assert.equal(openSecrets({}).get('CRM_KEY'), undefined);
  });

  it('stand for themselves without a value where nothing goes out', () => {
    const secrets = openSecrets({ ...GIVEN, answer: () => null });
    assert.equal(secrets.get('CRM_KEY'), 'k3y');
    assert.equal(secrets.get('OTHER'), 'the secret OTHER');
  });
});
