import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { formatTrace, type Report, type RuleTrace } from '../../../runtime/index.ts';
import type { ClauseTree, CompiledPolicy } from '../../../stdlib/index.ts';
import { DENY, type HandRule, LOGIN, NEXT, open, pipelineOf, policyOf } from '../compiled-policy.ts';

const IS_HR = { part: 'for', text: 'app is "hr"', line: 4 } as const;
const IN_OFFICE = { part: 'unless', text: 'request.country is "DE"', line: 6 } as const;

const app = "seen(context, 'app', context.clientName, context.clientName)";
const country =
  "seen(context, 'request.country', context.request?.geoip?.country_code, textOf(context.request?.geoip?.country_code))";

/** A guard as the compiler would write it: refuses HR outside the office. */
const GUARD: HandRule = {
  id: 'office',
  clauses: [IS_HR, IN_OFFICE],
  body: `const holds = (context.clientName ?? 'hr') === 'hr' && context.request?.geoip?.country_code !== 'DE'; if (holds) return ${DENY} ${NEXT}`,
  traced: `
    const hr = clause(context, 0, ${app} === undefined ? undefined : context.clientName === 'hr');
    const inOffice = clause(context, 1, ${country} === undefined ? undefined : context.request.geoip.country_code === 'DE');
    const holds = verdict(context, hr === false || inOffice === true ? false : inOffice === undefined ? undefined : true);
    if (holds !== false) return ${DENY} ${NEXT}`,
};

/** The same condition with a grant. */
const GRANT: HandRule = {
  ...GUARD,
  id: 'grant',
  traced: `${GUARD.traced?.replace(/if \(holds.*/, '')} if (holds === true) setClaim(context, ['id_token'], 'abroad', true); ${NEXT}`,
};

const from = (country: unknown, clientName = 'hr') => ({
  user: {},
  context: { clientName, request: { geoip: { country_code: country } } },
});

/** The traces of one login by rule id. */
async function traced(
  test: TestContext,
  rules: readonly HandRule[],
  login: unknown,
): Promise<readonly RuleTrace[]> {
  const { trace } = await (await pipelineOf(test, rules)).run(login, { trace: true });
  return trace ?? assert.fail('a trace was asked for');
}

async function resultsOf(
  test: TestContext,
  rules: readonly HandRule[],
  login: unknown = LOGIN,
): Promise<readonly string[]> {
  return (await traced(test, rules, login)).map(({ rule, result }) => `${rule}: ${result}`);
}

describe('a clause', () => {
  it('says what it was worth and what it read', async (test) => {
    const [rule] = await traced(test, [GUARD], from('FR'));
    assert.deepEqual(rule?.clauses, [
      { ...IS_HR, value: 'yes', reads: [{ name: 'app', value: 'hr' }] },
      { ...IN_OFFICE, value: 'no', reads: [{ name: 'request.country', value: 'FR' }] },
    ]);
  });

  it('says what was missing, and what had the wrong shape', async (test) => {
    const reads = async (country: unknown) =>
      (await traced(test, [GUARD], from(country)))[0]?.clauses[1]?.reads;
    assert.deepEqual(await reads(undefined), [{ name: 'request.country', missing: true }]);
    assert.deepEqual(await reads(['DE']), [{ name: 'request.country', wrongShape: 'list' }]);
  });
});

describe('what a look-up answers', () => {
  const asking: HandRule = {
    id: 'customers',
    asks: true,
    clauses: [{ part: 'when', text: 'crm.plan is "free"', line: 4 }],
    body: NEXT,
    traced: `
      const plan = own(lookUp(context, 'p/crm', () => undefined), 'plan');
      const free = clause(context, 0, seen(context, 'crm.plan', plan, plan) === 'free' || undefined);
      verdict(context, free); ${NEXT}`,
  };

  it('is told apart from what was not asked', async (test) => {
    const [rule] = await traced(test, [asking], LOGIN);
    assert.deepEqual(rule?.clauses[0]?.reads, [{ name: 'crm.plan', notAsked: true }]);
    const report = await (await pipelineOf(test, [asking])).run(LOGIN, { trace: true });
    assert.match(formatTrace(report).join('\n'), /crm\.plan was not asked/);
  });
});

describe('the result of a rule', () => {
  it('is applied when the condition holds', async (test) => {
    assert.deepEqual(await resultsOf(test, [GRANT], from('FR')), ['grant: applied']);
  });

  it('is did not apply when it does not', async (test) => {
    assert.deepEqual(await resultsOf(test, [GUARD], from('DE')), ['office: did not apply']);
  });

  it('is could not tell when nobody knows and nothing happened', async (test) => {
    const [rule] = await traced(test, [GRANT], from(undefined));
    assert.deepEqual(
      [rule?.result, rule?.inDoubt, rule?.changes],
      ['could not tell', ['request.country'], []],
    );
  });

  it('is applied, in doubt, when a guard applied because nobody knew', async (test) => {
    const [rule] = await traced(test, [GUARD], from(undefined));
    assert.deepEqual([rule?.result, rule?.inDoubt, rule?.firstUnmet], ['applied', ['request.country'], null]);
  });

  it('names every field of a doubt that no missing field explains', async (test) => {
    const divides = `clause(context, 0, (${app}, undefined)); verdict(context, undefined); ${NEXT}`;
    const [rule] = await traced(
      test,
      [{ id: 'divides', body: NEXT, traced: divides, clauses: [IS_HR] }],
      LOGIN,
    );
    assert.deepEqual([rule?.result, rule?.inDoubt], ['could not tell', ['app']]);
  });

  it('is off, report-only, failed or not reached', async (test) => {
    const rules: readonly HandRule[] = [
      { id: 'a', mode: 'disabled', body: DENY },
      { id: 'b', mode: 'report-only', body: DENY },
      { id: 'c', body: 'throw 1' },
      { id: 'd', body: NEXT },
      { id: 'e', mode: 'disabled', body: NEXT },
    ];
    const results = ['a: off', 'b: report-only', 'c: failed', 'd: not reached', 'e: off'];
    assert.deepEqual(await resultsOf(test, rules), results);
  });

  it('is not reached after a stop of the policy, but in the next policy it is', async (test) => {
    const passes = `if (isStopped(context, 'one')) return ${NEXT} verdict(context, true); ${NEXT}`;
    const one = policyOf(
      [
        { id: 'stops', body: `verdict(context, true); stop(context, 'one'); ${NEXT}` },
        { id: 'rest', body: passes },
      ],
      { id: 'one' },
    );
    const two = policyOf([{ id: 'rest', body: `verdict(context, true); ${NEXT}` }], { id: 'two' });
    const { trace } = await (await open(test, [one, two])).run(LOGIN, { trace: true });
    const results = trace?.map(({ policy, rule, result }) => `${policy}/${rule}: ${result}`);
    assert.deepEqual(results, ['one/stops: applied', 'one/rest: not reached', 'two/rest: applied']);
  });

  it('is did not apply when the login is exempt', async (test) => {
    const body = `verdict(context, true); exempted(context, 'policy', 'spared'); ${NEXT}`;
    const [rule] = await traced(test, [{ id: 'spared', body }], LOGIN);
    assert.deepEqual([rule?.result, rule?.exempted], ['did not apply', true]);
  });

  it('comes with what changed', async (test) => {
    const [rule] = await traced(test, [GRANT], from('FR'));
    assert.deepEqual(rule?.changes, [
      { effect: 'set_claim', token: 'id_token', name: 'abroad', value: true },
    ]);
  });

  it('comes with the milliseconds that it surely took', async (test) => {
    const waits = `const start = Date.now(); while (Date.now() < start + 3); ${NEXT}`;
    const [quick, slow] = await traced(
      test,
      [
        { id: 'quick', body: NEXT },
        { id: 'slow', body: waits },
      ],
      LOGIN,
    );
    assert.equal((quick?.microseconds ?? 1) % 1000, 0);
    assert.ok((slow?.microseconds ?? 0) >= 2000);
  });
});

describe('the first unmet clause', () => {
  it('is the clause that is not so, or the `unless` that is', async (test) => {
    const unmet = async (country: string, app?: string) =>
      (await traced(test, [GUARD], from(country, app)))[0]?.firstUnmet;
    assert.deepEqual([await unmet('FR', 'crm'), await unmet('DE'), await unmet('FR')], [0, 1, null]);
  });

  const leaf = (index: number) => ({ kind: 'clause', index }) as const;
  const trees: readonly (readonly [
    what: string,
    condition: ClauseTree,
    values: readonly (boolean | undefined)[],
    unmet: number,
  ])[] = [
    [
      'passes over an alternative that another made good',
      all(any(leaf(0), leaf(1)), leaf(2)),
      [false, true, false],
      2,
    ],
    ['is the first of alternatives that all fail', any(leaf(0), leaf(1)), [false, false], 0],
    [
      'is in the group that fails for sure',
      all(any(leaf(0), leaf(1)), leaf(2)),
      [false, undefined, false],
      2,
    ],
    [
      'is the alternative that should not have held',
      all(leaf(0), not(any(leaf(1), leaf(2)))),
      [true, false, true],
      2,
    ],
    ['is the first of those that should not all have held', not(all(leaf(0), leaf(1))), [true, true], 0],
  ];
  for (const [what, condition, values, unmet] of trees) {
    it(what, async (test) => {
      const clauses = values.map(() => ({ part: 'when', text: 'x', line: 1 }) as const);
      const noted = values.map((value, index) => `clause(context, ${index}, ${value});`).join(' ');
      const policy = policyOf([{ id: 'rule', clauses, body: `${noted} verdict(context, false); ${NEXT}` }]);
      const rules = policy.rules.map((rule) => ({ ...rule, condition }));
      const { trace } = await (await open(test, [{ ...policy, rules } satisfies CompiledPolicy])).run(LOGIN, {
        trace: true,
      });
      assert.equal(trace?.[0]?.firstUnmet, unmet);
    });
  }

  function all(...operands: readonly ClauseTree[]): ClauseTree {
    return { kind: 'all', operands };
  }

  function any(...operands: readonly ClauseTree[]): ClauseTree {
    return { kind: 'any', operands };
  }

  function not(operand: ClauseTree): ClauseTree {
    return { kind: 'not', operand };
  }
});

describe('a traced run', () => {
  const rules: readonly HandRule[] = [
    { ...GUARD, mode: 'report-only' },
    { id: 'profile', body: `setProfile(user, 'seen', true); addScopes(context, ['a']); ${NEXT}` },
    { id: 'fails', body: `if (user.email === undefined) throw 1; ${NEXT}` },
    GUARD,
  ];
  for (const login of [
    LOGIN,
    from('FR'),
    from('DE'),
    from('DE', 'crm'),
    { user: { email: 'x' }, context: {} },
  ]) {
    it(`has the same outcome as any other: ${JSON.stringify(login)}`, async (test) => {
      const pipeline = await pipelineOf(test, rules);
      const { trace, ...report } = await pipeline.run(login, { trace: true, now: 0 });
      assert.equal(trace?.length, rules.length);
      assert.deepEqual({ ...report, trace: null }, await pipeline.run(login, { now: 0 }));
    });
  }
});

describe('formatTrace', () => {
  async function linesOf(test: TestContext, rules: readonly HandRule[], login: unknown): Promise<string> {
    const report: Report = await (await pipelineOf(test, rules)).run(login, { trace: true });
    return formatTrace(report).join('\n');
  }

  it('explains a refusal', async (test) => {
    assert.equal(
      await linesOf(test, [GUARD, { id: 'last', body: NEXT }], from(undefined)),
      `deny by office (policy) [unauthorized]
  No entry.

applied         office  The rule office
    for app is "hr" → yes  (app = "hr")  line 4
    unless request.country is "DE" → unknown  line 6
        request.country is missing
    applied in doubt, because of request.country
    => refused: No entry. [unauthorized]
not reached     last  The rule last`,
    );
  });

  it('explains what was granted, and what would have been done', async (test) => {
    const rules: readonly HandRule[] = [
      GRANT,
      {
        id: 'log',
        body: `logLine(context, 'info', 'log', 'hello'); removeScopes(context, undefined); ${NEXT}`,
      },
      { ...GUARD, mode: 'report-only' },
    ];
    assert.equal(
      await linesOf(test, rules, {
        ...from('FR'),
        context: { ...from('FR').context, accessToken: { scope: 'a' } },
      }),
      `allow
  id token: abroad = true

applied         grant  The rule grant
    for app is "hr" → yes  (app = "hr")  line 4
    unless request.country is "DE" → no  (request.country = "FR")  line 6
    => set abroad = true in the id token
applied         log  The rule log
    => set scopes: none, before: a
report-only     office  The rule office
    for app is "hr" → yes  (app = "hr")  line 4
    unless request.country is "DE" → no  (request.country = "FR")  line 6
    => would have refused: No entry. [unauthorized]

info: log: hello`,
    );
  });

  it('shows which clause decided', async (test) => {
    assert.match(
      await linesOf(test, [GUARD], from('DE')),
      /unless request.country is "DE" → yes .* <- this decided$/m,
    );
  });

  it('tells a claim of both tokens once', async (test) => {
    const body = `setClaim(context, ['id_token', 'access_token'], 'a', ['x', 'y']); ${NEXT}`;
    const text = await linesOf(test, [{ id: 'claims', body }], from('DE'));
    assert.match(text, /^ {2}id and access token: a = \["x", "y"\]$/m);
    assert.match(text, /^ {4}=> set a = \["x", "y"\] in the id and access token$/m);
    assert.equal(text.match(/"y"/g)?.length, 2);
  });

  it('puts facts that do not fit on lines of their own', async (test) => {
    const text = await linesOf(test, [GUARD], from('F'.repeat(60)));
    assert.match(text, /→ no {2}line 6\n {8}request\.country = "F{60}"$/m);
  });

  it('names the policies of a pipeline', async (test) => {
    const report = await (await pipelineOf(test, [GUARD])).run(from('FR'), { trace: true });
    const [rule] = report.trace ?? [];
    assert.ok(rule);
    const trace = [rule, { ...rule, policy: 'second' }];
    const text = formatTrace({ ...report, trace }).join('\n');
    assert.match(text, /^policy policy\napplied[\s\S]*^policy second\napplied/m);
  });

  it('makes what a login holds harmless for a terminal', async (test) => {
    const text = await linesOf(test, [GUARD], from('\u001b[2J\u202e\u009b\r\n'));
    assert.match(text, /request\.country = "\\u001b\[2J\\u\{202e\}\\u\{9b\}\\r\\n"/);
  });

  it('hands every piece to the style', async (test) => {
    const report = await (await pipelineOf(test, [GUARD])).run(from('FR'), { trace: true });
    const styled = formatTrace(report, (kind, text) => `<${kind}>${text}</${kind}>`).join('\n');
    assert.match(styled, /^<refused>deny<\/refused>/);
    assert.match(styled, /for app is "hr" → <granted>yes<\/granted>/);
  });
});
