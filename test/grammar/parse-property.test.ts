import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePolicy, textAt } from '../../grammar/index.ts';

const read = (yaml: string) => {
  const source = { name: 'policy.yaml', text: `policy: p\n${yaml}` };
  return { source, ...parsePolicy(source) };
};

const LAWS = `properties:
  - name: Nobody unverified gets in
    given: not user.email_verified
    never: outcome is "allow"
    skip: until Monday
  - name: Roles come from the table
    always:
      any:
        - claims.roles is missing
        - all of claims.roles is in known_roles
`;

describe('parseProperties', () => {
  it('reads every key', () => {
    const { source, value, diagnostics } = read(LAWS);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      value?.properties.map(({ name, claim, given, condition, skip }) => [
        name.text,
        given === null ? null : textAt(source, given.span),
        claim,
        condition.kind,
        skip?.text ?? null,
      ]),
      [
        ['Nobody unverified gets in', 'not user.email_verified', 'never', 'sentence', 'until Monday'],
        ['Roles come from the table', null, 'always', 'any', null],
      ],
    );
  });

  it('knows where a law stands', () => {
    const { source, value } = read(LAWS);
    const text = value?.properties[0] === undefined ? '' : textAt(source, value.properties[0].span);
    assert.ok(text.startsWith('name: Nobody') && text.endsWith('skip: until Monday'));
  });

  it('tells what is wrong with its sentences, though it has no name', () => {
    const { diagnostics } = read(
      'properties:\n  - always: user.email equals "x"\n  - name: a\n    given: a and\n',
    );
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['missing-key', 'unknown-operator', 'missing-key', 'missing-operand'],
    );
  });

  it('lets a comment allow something in a whole law, and in one of its lines', () => {
    const because = '# lintel: allow some-code because we checked';
    const { source, value, diagnostics } = read(
      `properties:\n  ${because}\n  - name: a\n    always: user.ok\n  - name: b\n    ${because}\n    never: user.ok\n`,
    );
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      value?.allowances.map(({ span }) => textAt(source, span)),
      ['name: a\n    always: user.ok', 'never: user.ok'],
    );
  });
});

describe('parseSkippedLaws', () => {
  it('reads laws with their reasons', () => {
    const { value, diagnostics } = read('skip_laws:\n  spelling-never-matters: the vendor needs it\n');
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      value?.skippedLaws.map(({ law, reason }) => [law.text, reason.text]),
      [['spelling-never-matters', 'the vendor needs it']],
    );
  });
});
