import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { runLintel } from './run-lintel.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lintel-try-'));
after(() => rmSync(folder, { recursive: true }));

const RULE = `function (user, context, callback) {
  console.log(configuration.PLAN, configuration.KEY, require('./shared/words').hello, user.plan);
  callback(null, user, context);
}
`;

mkdirSync(path.join(folder, 'rules'));
mkdirSync(path.join(folder, 'logins'));
const FILES: Readonly<Record<string, string>> = {
  'lintel.yaml': `pipeline:
  - { rule: rules/off.js, id: switched-off, mode: disabled }
  - rules/broken.js
settings: { PLAN: gold }
secrets: [KEY]
modules: { ./shared/words: rules/words.mjs }
compatibility: { app_metadata: merged }
`,
  'rules/off.js': RULE,
  'rules/left-out.js': RULE,
  'rules/broken.js': 'function (user',
  'rules/words.mjs': "exports.hello = 'hello';\n",
  'rules/thrower.js': 'function (user, context, callback) {\n  user.missing.field = 1;\n}\n',
  'logins/example.json': '{ "user": { "email": "own@example.com", "app_metadata": { "plan": "free" } } }',
};
for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);

const tryIt = (...args: readonly string[]) => runLintel(['try', ...args], { cwd: folder });

describe('lintel try with a rule of a project', () => {
  it('has the settings, modules and compatibility of the project, and its example login', async () => {
    const { code, stdout, stderr } = await tryIt('rules/left-out.js');
    assert.equal(code, 0);
    assert.match(stdout, /info: gold undefined hello free/);
    assert.match(stderr, /with the login of logins.example\.json/);
  });

  it('runs a rule that is disabled, under the name that it has in the pipeline', async () => {
    assert.match((await tryIt('rules/off.js')).stdout, /^ran +switched-off/m);
  });

  it('tells which settings have no value', async () => {
    const { stderr } = await tryIt('rules/left-out.js');
    assert.match(stderr, /^left-out reads `configuration\.KEY`, which has no value here$/m);
  });

  it('names the place of what a rule throws', async () => {
    assert.match((await tryIt('rules/thrower.js')).stdout, /\(rules\/thrower\.js:2:22\)/);
  });

  it('shows what is wrong with this rule, and with no other', async () => {
    const { code, stderr } = await tryIt('rules/broken.js');
    assert.deepEqual([code, /rules.broken\.js:1/.test(stderr)], [3, true]);
  });
});
