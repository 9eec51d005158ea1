import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProject } from '../../../project/index.ts';
import { checkAgreement, type Verdict } from '../../../verify/index.ts';
import { inFolder } from '../../project/project-folder.ts';

const RULE = `function staffOnly(user, context, callback) {
  if (!user.email_verified) return callback(new UnauthorizedError('Verify your address.'));
  if (user.email === 'root@acme.example') context.multifactor = { provider: 'any' };
  context.idToken['https://acme.example/plan'] = user.app_metadata?.plan === 'gold' ? 'gold' : 'free';
  callback(null, user, context);
}
`;

const VERIFIED = `  - id: verified
    unless: user.email_verified
    then: { deny: Verify your address. }
`;
const FACTOR = `  - id: factor
    when: user.email exists and user.email is "root@acme.example"
    then: { require_mfa: yes }
`;
const CLAIM = `  - id: plan
    then:
      set_claims:
        id_token:
          https://acme.example/plan: = (if user.app_metadata.plan is "gold" then "gold" else "free") otherwise "free"
`;

/** What is found of a rule and of the policy of these rules, respect by respect. */
function compare(
  rules: string,
  rule = RULE,
  others: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, Verdict>>> {
  return inFolder(
    { 'rule.js': rule, 'policy.yaml': `policy: staff\nrules:\n${rules}`, ...others },
    async (root) => {
      const [first, second] = [
        await checkProject(`${root}/rule.js`, { loneFile: 'in-project' }),
        await checkProject(`${root}/policy.yaml`, { loneFile: 'in-project' }),
      ];
      const { verdicts } = await checkAgreement(
        { name: 'rule.js', project: first },
        { name: 'policy.yaml', project: second },
        { runs: 400, seed: 7, time: 60_000 },
      );
      return Object.fromEntries(verdicts.map((verdict) => [verdict.law.name, verdict]));
    },
  );
}

const REFUSED = 'whoever was refused is refused';
const LET_IN = 'whoever was let in is let in';
const ASKED = 'a second factor is asked of the same people';
const DOUBT = 'the same holds where facts are missing';
const TOKENS = 'tokens hold the same claims and scopes';
const KEPT = 'people are sent to the same pages, and the same is kept of them';
const TOLD = 'refusals say the same';

/** Names of the respects in which two forms differ. */
const different = (verdicts: Readonly<Record<string, Verdict>>) =>
  Object.values(verdicts).flatMap(({ kind, law }) => (kind === 'broken' ? [law.name] : []));

function exampleOf(verdict: Verdict | undefined) {
  assert.ok(verdict?.kind === 'broken', verdict?.kind);
  return verdict.counterexample;
}

describe('checkAgreement', () => {
  it('finds nothing between a rule and the policy that does the same', async () => {
    const verdicts = await compare(VERIFIED + FACTOR + CLAIM);
    assert.deepEqual(different(verdicts), []);
    assert.deepEqual(
      [REFUSED, LET_IN, ASKED, TOKENS, TOLD].map((name) => verdicts[name]?.kind),
      ['held', 'held', 'held', 'held', 'held'],
    );
  });

  it('finds who gets in', async () => {
    const found = await compare(CLAIM);
    assert.ok(different(found).includes(REFUSED));
    const { login, report, other, why } = exampleOf(found[REFUSED]);
    assert.notEqual(login.user.email_verified, true);
    assert.deepEqual([report.outcome, other?.report.outcome], ['deny', 'allow']);
    assert.equal(why, 'by policy.yaml, it is allowed');
  });

  it('finds who is kept out', async () => {
    const closed = '  - id: gold\n    when: user.app_metadata.plan is "gold"\n    then: { deny: No gold. }\n';
    const found = await compare(VERIFIED + FACTOR + CLAIM + closed);
    assert.ok(different(found).includes(LET_IN));
    const metadata: object = exampleOf(found[LET_IN]).login.user.app_metadata ?? {};
    assert.equal(Reflect.get(metadata, 'plan'), 'gold');
  });

  it('finds whose second factor is gone', async () => {
    const found = await compare(VERIFIED + CLAIM);
    assert.deepEqual(different(found), [ASKED]);
    assert.equal(exampleOf(found[ASKED]).login.user.email, 'root@acme.example');
  });

  it('tells apart what a policy does in doubt', async () => {
    const doubtful = FACTOR.replace('user.email exists and ', '');
    const found = await compare(VERIFIED + doubtful + CLAIM);
    assert.deepEqual(different(found), [DOUBT]);
    assert.equal(exampleOf(found[DOUBT]).why, 'by policy.yaml, a second factor is asked for');
  });

  it('finds other claims, other words and what is kept', async () => {
    const other = '  - id: seen\n    then: { set_app_metadata: { seen: yes } }\n';
    const policy =
      VERIFIED.replace('your address', 'it') + FACTOR + CLAIM.replace('"free"', '"none"') + other;
    const found = await compare(policy);
    assert.deepEqual(different(found), [TOKENS, KEPT, TOLD]);
    assert.match(exampleOf(found[TOKENS]).why, /the claim `https:\/\/acme\.example\/plan` of the ID token/);
    assert.equal(exampleOf(found[KEPT]).why, 'by policy.yaml, other metadata is stored');
    assert.equal(exampleOf(found[TOLD]).why, 'by policy.yaml, it is told "Verify it."');
  });

  it('leaves logins aside on which the first fails', async () => {
    const found = await compare(VERIFIED, RULE.replace('user.app_metadata?.plan', 'user.app_metadata.plan'));
    assert.ok(!different(found).includes(REFUSED));
  });

  it('gives the same answers to a rule that calls and to a policy that looks up', async () => {
    const rule = `async function (user, context, callback) {
      const answer = await fetch('https://crm.example.com/tier').catch(() => null);
      if (answer && answer.ok) context.idToken.tier = (await answer.json()).tier;
      callback(null, user, context);
    }`;
    const tier = '  - id: tier\n    then: { set_claims: { id_token: { tier: = crm.tier } } }\n';
    const source = (host: string) =>
      `${tier}sources:\n  crm: { url: "https://${host}/tier", if_it_fails: continue }\n`;
    const answers = 'answers:\n  https://crm.example.com/*: { tier: gold }\n';
    const files = {
      'lintel.yaml': 'pipeline: [rule.js]\nnetwork: { allow: ["*.example.com"] }\n',
      'rule.tests.yaml': answers,
    };
    assert.deepEqual(different(await compare(source('crm.example.com'), rule, files)), []);
    assert.deepEqual(different(await compare(source('erp.example.com'), rule, files)), [TOKENS]);
  });
});
