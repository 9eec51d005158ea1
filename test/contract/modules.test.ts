import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleOf } from '../runtime/javascript-rule.ts';
import { openTenant, telling } from './open-tenant.ts';

describe('require', () => {
  const tenant = openTenant();

  /** What the gallery of templates and real tenants ask for. */
  for (const name of [
    ...['request', 'request@2.56.0', 'request@2.88.2', 'request-promise', 'request-promise@4.2.6'],
    ...[
      'lodash',
      'lodash@4.17.19',
      'lodash@4.17.10',
      'url',
      'url@0.10.3',
      'querystring',
      'crypto',
      'util',
      'uuid',
    ],
    ...['uuid@3.3.2', '@auth0/rule-utilities', '@auth0/rule-utilities@0.1.0', '@auth0/rule-utilities@0.2.0'],
    ...[
      'axios',
      'axios@0.21.1',
      'slack-notify',
      'jsonwebtoken',
      'jsonwebtoken@7.1.9',
      'oauth-sign',
      'ipaddr.js',
    ],
    ...[
      'moment',
      'moment@2.11.2',
      'moment-timezone',
      'xmldom',
      'xpath',
      'auth0',
      'auth0@2.9.1',
      'auth0@2.30.0',
    ],
    ...[
      'node-fetch',
      'node-fetch@2.6.0',
      'node-fetch@2.6.1',
      'async',
      'bluebird',
      'native-or-bluebird@1.2.0',
    ],
    ...[
      'extend',
      'js-yaml',
      'https',
      'http',
      'node:crypto',
      'buffer',
      'events',
      'assert',
      'path',
      'os',
      'stream',
    ],
  ]) {
    it(`finds ${name}`, async (test) => {
      const found = `(() => { const found = require('${name}'); return (typeof found === 'function' || Object.keys(found).length > 0); })()`;
      assert.equal(await tenant.value(test, found), true);
    });
  }

  it('takes a version that is put together, and says that it does', async (test) => {
    const told = `(() => { const version = '4.17.10'; return [typeof require('lodash@' + version).map, require.__verquire]; })()`;
    const rule = ruleOf(telling(told), { modules: [] });
    const { outcome, idToken } = await tenant.run(test, [rule]);
    assert.deepEqual([outcome, idToken.told], ['allow', ['function', true]]);
  });

  it('gives every version the module that is there', async (test) => {
    assert.equal(await tenant.value(test, `require('lodash') === require('lodash@4.17.4')`), true);
  });

  it('knows a scope from a version', async (test) => {
    assert.equal(
      await tenant.value(test, `require('@auth0/rule-utilities') === require('@auth0/rule-utilities@0.1.0')`),
      true,
    );
  });

  it('throws for a module that is put together and not there, as it always did', async (test) => {
    const told = await tenant.value(
      test,
      `(() => { try { require('no-such' + '@1.0.0'); } catch (error) { return [error.code, error.message]; } })()`,
    );
    assert.equal((told as unknown[])[0], 'MODULE_NOT_FOUND');
    assert.match(String((told as unknown[])[1]), /no-such@1\.0\.0/);
  });

  it('finds modules of the project, which may require others', async (test) => {
    const modules = new Map([
      ['./shared/errors', `exports.deny = (m) => new UnauthorizedError(require('lodash').capitalize(m));`],
    ]);
    const rule = ruleOf(`callback(require('./shared/errors').deny('no entry'));`, {
      modules: ['./shared/errors'],
      needs: ['lodash'],
    });
    const { code, message } = await tenant.run(test, [rule], { modules });
    assert.deepEqual([code, message], ['unauthorized', 'No entry']);
  });
});
