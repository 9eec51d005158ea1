import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PolicyTest, parsePolicy, textAt } from '../../grammar/index.ts';
import { sketchData, sketchExpectation } from './sketch-data.ts';

/** A policy with one test: its table in one line a row, and what is said beside it. */
const policyWith = (rows: string, more = '') =>
  `policy: p\ntests:\n  - name: a\n${more.replaceAll(/^(?=.)/gm, '    ')}    table:\n${rows.replaceAll(/^(?=\S)/gm, '      - ')}`;

const read = (rows: string, more = '') => {
  const source = { name: 'policy.yaml', text: policyWith(rows, more) };
  return { source, ...parsePolicy(source) };
};

/** The rows of a table that is fine: `country: DE, user.email: x → allow`. */
function rowsOf(rows: string, more = ''): readonly string[] {
  const { value, diagnostics } = read(rows, more);
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    [],
  );
  return sketchRows(value?.tests[0]);
}

function sketchRows(test: PolicyTest | undefined): readonly string[] {
  return (test?.rows ?? []).map(({ cells, expect }) => {
    const said = cells.map(({ name, value }) => `${name.text}: ${sketchData(value)}`);
    return `${said.join(', ')} → ${sketchExpectation(expect)}`;
  });
}

/** Each diagnostic with the text under it, and its help. */
function told(rows: string, more = ''): readonly string[] {
  const { source, diagnostics } = read(rows, more);
  return diagnostics.map(({ code, span, help }) => `${code} ‹${textAt(source, span)}› ${help}`);
}

describe('parseTable', () => {
  it('reads the cells of each row under their columns', () => {
    const rows = '[country, user.groups, expect.outcome]\n[DE, [HR, "3"], allow]\n[KP, [], deny]\n';
    assert.deepEqual(rowsOf(rows), [
      'country: DE, user.groups: [HR, "3"] → allow',
      'country: KP, user.groups: [] → deny',
    ]);
  });

  it('reads rows with a dash for each cell', () => {
    assert.deepEqual(rowsOf('- country\n        - expect.by\n[KP, embargo]\n'), ['country: KP → embargo']);
  });

  it('takes a cell that is missing for nothing said, unless it is quoted', () => {
    const rows = '[country, ip, expect.by]\n[missing, 10.0.0.1, missing]\n["missing", missing, a]\n';
    assert.deepEqual(rowsOf(rows), ['ip: 10.0.0.1 → ', 'country: "missing" → a']);
  });

  it('lays what a row expects over what the whole test expects', () => {
    const rows = '[country, expect.outcome, expect.claims.roles]\n[DE, missing, [a]]\n[KP, deny, missing]\n';
    assert.deepEqual(
      rowsOf(rows, 'login: dana\nexpect: { outcome: allow, claims: { plan: gold, roles: [] } }\n'),
      ['country: DE → allow plan: gold roles: [a]', 'country: KP → deny plan: gold roles: []'],
    );
  });

  it('takes the name of a claim or of stored data as it stands', () => {
    const columns = [
      'expect.claims.https://acme.example/roles',
      `'expect.claims["a b"]'`,
      'expect.metadata.app_metadata.plan',
    ];
    assert.deepEqual(rowsOf(`[country, ${columns.join(', ')}]\n[DE, x, y, z]\n`), [
      'country: DE → https://acme.example/roles: x a b: y app_metadata: {plan: z}',
    ]);
  });

  it('takes what is counted, notified and called in cells, none of it too', () => {
    const rows = '[country, expect.counts, expect.notifies, expect.calls]\n[DE, seats, [], missing]\n';
    assert.deepEqual(rowsOf(rows), ['country: DE → counts: [seats] notifies: []']);
  });

  it('knows where rows, columns and cells stand', () => {
    const { source, value } = read('[country, expect.by]\n[KP, embargo]\n');
    const [row] = value?.tests[0]?.rows ?? [];
    assert.ok(row !== undefined);
    const { cells, expect, span } = row;
    assert.deepEqual(
      [span, expect.span, cells[0]!.name.span, cells[0]!.value.span, expect.by!.span].map((at) =>
        textAt(source, at),
      ),
      ['[KP, embargo]', '[KP, embargo]', 'country', 'KP', 'embargo'],
    );
  });

  it('tells rows that have more or fewer cells than the header', () => {
    assert.deepEqual(told('[country, expect.by]\n[DE]\n[DE, a, b]\n[KP, a]\n'), [
      'ragged-table ‹[DE]› write `missing` in a cell about which this row says nothing',
      'ragged-table ‹[DE, a, b]› remove cells, or write more columns in the header',
    ]);
    const { diagnostics } = read('[country, ip, user.email, expect.by]\n[DE, 10.0.0.1, a]\n');
    assert.equal(diagnostics[0]?.message, 'expected 4 cells as in the header, found 3');
  });

  it('tells a cell that holds nothing', () => {
    assert.deepEqual(
      told('- country\n        - expect.by\n- DE\n        -\n').map((text) => text.slice(0, 11)),
      ['empty-value'],
    );
  });

  const COLUMNS: readonly (readonly [column: string, code: string, help: string])[] = [
    ['expect.outcom', 'bad-column', 'did you mean `expect.outcome`?'],
    ['expect.claim.roles', 'bad-column', 'did you mean `expect.claims.roles`?'],
    ['expect.outcome.x', 'bad-column', 'did you mean `expect.outcome`?'],
    ['expect.metadata.user_metadat.a', 'bad-column', 'did you mean `expect.metadata.user_metadata.a`?'],
    ['outcome', 'bad-column', 'did you mean `expect.outcome`?'],
    ['counts', 'bad-column', 'did you mean `expect.counts`?'],
    ['notifies', 'bad-column', 'did you mean `expect.notifies`?'],
    ['expect.call', 'bad-column', 'did you mean `expect.calls`?'],
    ['claims.roles', 'bad-column', 'did you mean `expect.claims.roles`?'],
    ['expected.by', 'bad-column', 'did you mean `expect.by`?'],
    ['login.country', 'bad-column', 'did you mean `country`?'],
    ['""', 'bad-column', 'write a key of the login such as `country`, or one such as `expect.outcome`'],
    ['[a]', 'wrong-shape', 'write a key of the login such as `country`, or one such as `expect.outcome`'],
    ['ip', 'duplicate-column', 'keep one of the two'],
  ];
  for (const [column, code, help] of COLUMNS) {
    it(`tells that ${column} is ${code}`, () => {
      assert.deepEqual(told(`[ip, expect.code, ${column}]\n[10.0.0.1, a, b]\n`), [
        `${code} ‹${column}› ${help}`,
      ]);
    });
  }

  it('names the columns that ask for something where none is near', () => {
    assert.match(
      told('[country, expect.certificate]\n[DE, a]\n')[0] ?? '',
      /known here: `expect\.outcome`, `expect\.by`/,
    );
  });

  it('tells in the cell what cannot be expected', () => {
    assert.deepEqual(
      told('[country, expect.outcome, expect.mfa]\n[DE, denied, missing]\n[KP, deny, yes]\n'),
      [
        'unknown-choice ‹denied› did you mean `deny`?',
        'unknown-choice ‹yes› write `required` or `not required`',
      ],
    );
  });

  it('tells a mistake of the whole test once, whatever its rows say', () => {
    const rows = '[country, expect.by]\n[DE, a]\n[KP, b]\n';
    assert.deepEqual(told(rows, 'expect: { outcome: denied }\n'), [
      'unknown-choice ‹denied› did you mean `deny`?',
    ]);
  });

  it('needs something to expect', () => {
    assert.deepEqual(told('[country]\n[DE]\n'), ['missing-key ‹[country]› write `expect:` and its value']);
    assert.deepEqual(told('[country]\n[DE]\n', 'expect: { by: a }\n'), []);
  });

  it('keeps what is good in a row beside a bad column', () => {
    const { value } = read('[country, expect.outcom, expect.by]\n[DE, allow, a]\n');
    assert.deepEqual(sketchRows(value?.tests[0]), ['country: DE → a']);
  });
});
