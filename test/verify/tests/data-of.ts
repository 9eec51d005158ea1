import assert from 'node:assert/strict';
import { type Data, type PolicyTest, parsePolicy } from '../../../grammar/index.ts';

/** The tests of a policy that has nothing else, as `tests:` would hold them. */
export function testsOf(yaml: string): readonly PolicyTest[] {
  const text = `policy: p\ntests:\n${yaml.replaceAll(/^(?=.)/gm, '  ')}`;
  const { value, diagnostics } = parsePolicy({ name: 'policy.yaml', text });
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    [],
  );
  return value?.tests ?? [];
}

/** A test of a login written in one line of YAML, and what is said beside it. */
export function testOf(login: string, expect = '{ outcome: allow }', more = ''): PolicyTest {
  const [test] = testsOf(`- name: a test\n  login: ${login}\n  expect: ${expect}\n${more}`);
  assert.ok(test !== undefined);
  return test;
}

/** One value as a test holds it. */
export function dataOf(value: string): Data {
  const { login } = testOf(`{ value: ${value} }`);
  assert.ok(login?.kind === 'record' && login.fields[0] !== undefined);
  return login.fields[0].value;
}
