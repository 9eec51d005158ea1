import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePolicy, type SourceDefinition, textAt } from '../../grammar/index.ts';
import { sketchRequest } from './sketch-template.ts';

const policyWith = (sources: string) => `policy: p\nsources:\n${sources.replaceAll(/^(?=.)/gm, '  ')}`;
const read = (text: string) => parsePolicy({ name: 'policy.yaml', text });

const CRM = `crm:
  url: https://crm.example.com/people/\${user.email}
  method: POST
  headers: { Authorization: "Bearer \${secrets.CRM_TOKEN}", X-Tenant: = organization.id }
  body: { email: = user.email, tags: [a, "\${request.country}"] }
  timeout: 500 ms
  cache: 10 minutes
  retry: 2
  if_it_fails: continue
`;

function sourcesIn(text: string): readonly SourceDefinition[] {
  const { value, diagnostics } = read(text);
  assert.deepEqual(diagnostics, []);
  return value?.sources ?? [];
}

/** The names of what is read, and what is told. */
const readIn = (text: string) => {
  const { value, diagnostics } = read(text);
  return [value?.sources.map(({ name }) => name.text), diagnostics.map(({ code }) => code)];
};

describe('parseSources', () => {
  it('reads every key', () => {
    const [crm] = sourcesIn(policyWith(CRM));
    assert.ok(crm !== undefined);
    assert.equal(
      sketchRequest(crm.request),
      'POST = (join "https://crm.example.com/people/" user.email) (Authorization: = (join "Bearer " secrets.CRM_TOKEN), X-Tenant: = organization.id) {email: = user.email, tags: ["a", = (join request.country)]}',
    );
    const { name, timeout, cache, retry, ifItFails } = crm;
    assert.deepEqual(
      [name.text, timeout?.text, cache?.text, retry?.text, ifItFails?.value],
      ['crm', '500 ms', '10 minutes', '2', 'continue'],
    );
  });

  it('says nothing where its author says nothing', () => {
    const [{ request, timeout, cache, retry, ifItFails } = assert.fail()] = sourcesIn(
      policyWith('crm: { url: https://x.example }\n'),
    );
    assert.equal(sketchRequest(request), '- "https://x.example" () nothing');
    assert.deepEqual([timeout, cache, retry, ifItFails], [null, null, null, null]);
  });

  it('knows where everything stands', () => {
    const text = policyWith(CRM);
    const [crm] = sourcesIn(text);
    const at = (span = { start: 0, end: 0 }) => textAt({ name: '', text }, span);
    assert.equal(at(crm?.name.span), 'crm');
    assert.equal(at(crm?.request.url.span), 'https://crm.example.com/people/${user.email}');
    assert.equal(at(crm?.retry?.span), '2');
    assert.ok(at(crm?.span).startsWith('url:') && at(crm?.span).endsWith('continue'));
  });

  it('keeps the order of the file, and there are none in a policy without the key', () => {
    const names = (text: string) => sourcesIn(text).map(({ name }) => name.text);
    assert.deepEqual(names(policyWith('b: { url: x }\na: { url: x }\n')), ['b', 'a']);
    assert.deepEqual(names('policy: p\n'), []);
  });

  it('knows the name of one that cannot be read, so that no sentence is blamed for it', () => {
    assert.deepEqual(readIn(policyWith('crm: { method: GET }\n')), [['crm'], ['missing-key']]);
    assert.deepEqual(readIn(policyWith('crm: https://x.example\n')), [['crm'], ['wrong-shape']]);
    assert.deepEqual(readIn(policyWith('crm:\n')), [['crm'], ['empty-value']]);
    assert.deepEqual(readIn(policyWith('crm: { url: [a] }\n')), [['crm'], ['wrong-shape']]);
    assert.deepEqual(readIn(policyWith('crm: { url: &a x }\n')), [['crm'], ['yaml-anchor']]);
  });

  it('takes hostile names and values as text', () => {
    const text = policyWith(
      '__proto__: { url: x, headers: { __proto__: a, constructor: b }, body: { toString: c } }\n',
    );
    const [{ name, request } = assert.fail()] = sourcesIn(text);
    assert.equal(name.text, '__proto__');
    assert.equal(sketchRequest(request), '- "x" (__proto__: "a", constructor: "b") {toString: "c"}');
  });

  it('reads thousands of look-ups, and bodies as deep as a file may be', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `s${n}: { url: https://x.example }\n`).join('');
    assert.equal(sourcesIn(policyWith(many)).length, 5000);
    const deep = (levels: number) =>
      readIn(policyWith(`crm: { url: x, body: ${'['.repeat(levels)}a${']'.repeat(levels)} }\n`));
    assert.deepEqual(deep(15), [['crm'], []]);
    assert.deepEqual(deep(40)[1], ['nested-too-deep']);
  });
});
