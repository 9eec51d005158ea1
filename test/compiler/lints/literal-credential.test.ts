import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from '../../../compiler/index.ts';

/** What the lint says of one header: the header with each warning. */
function warnedOf(header: string, effect: 'call' | 'notify' | 'source' = 'notify'): readonly string[] {
  const request = `{ url: https://a.example.com/, headers: { ${header} } }`;
  const rule =
    effect === 'source' ? 'when: it.ok is "1"\n    then: { log: a }' : `then: { ${effect}: ${request} }`;
  const sources = effect === 'source' ? `sources: { it: ${request} }\n` : '';
  const text = `policy: p\n${sources}rules:\n  - id: r\n    ${rule}\n`;
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text });
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join());
  return diagnostics
    .filter(({ code }) => code === 'literal-credential')
    .map(({ message, span }) => `${/`.*?`/.exec(message)?.[0]} ${text.slice(span.start, span.end)}`);
}

const NAMES =
  'Authorization authorization Cookie X-Api-Key Api-Key apikey X-Auth-Token X-Access-Token Private-Token';

describe('a credential that is written out', () => {
  for (const name of NAMES.split(' '))
    it(`is told of in \`${name}\``, () => assert.deepEqual(warnedOf(`${name}: abc`), [`\`${name}\` abc`]));

  it('is told of in sources, calls and notifications', () => {
    for (const by of ['source', 'call', 'notify'] as const)
      assert.deepEqual(warnedOf('Authorization: Bearer abc', by), ['`Authorization` Bearer abc']);
  });

  it('is none where a value comes from elsewhere', () => {
    for (const value of ['"Bearer ${secrets.KEY}"', '= secrets.KEY', '"${user.name}"', '" "'])
      assert.deepEqual(warnedOf(`Authorization: ${value}`), []);
  });

  it('is none in other headers', () => {
    for (const name of ['Accept', 'X-Source', 'X-Token-Type', 'Authorization-Mode'])
      assert.deepEqual(warnedOf(`${name}: abc`), []);
  });
});
