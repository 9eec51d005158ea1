import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { checkLaws } from '../../../verify/laws/check-laws.ts';
import type { Counterexample, LawsReport } from '../../../verify/laws/verdict.ts';
import { projectOf } from './project-of.ts';

const POLICY = `policy: p
sources:
  crm: { url: "https://crm.example.com/people/\${user.email}", if_it_fails: continue }
  hr: { url: "https://hr.example.com/people/\${user.email}", if_it_fails: continue }
  erp: { url: "https://erp.example.com/people/\${user.email}", if_it_fails: continue }
rules:
  - id: blocked
    when: crm.blocked otherwise no
    then: { deny: Sorry }
  - id: old
    when: user.app_metadata.old exists and (erp.gone otherwise no)
    then: { deny: Sorry }
  - id: admin
    when: hr.role is "admin" and counts.logins is at least 3
    then: { set_claims: { role: admin }, count: { name: logins, per: user.user_id } }
properties:
  - name: Nobody is an admin
    never: claims.role is "admin"
`;

describe('laws of a project that asks', () => {
  let report: LawsReport;
  let found: Counterexample;
  before(async () => {
    const project = await projectOf({ 'policy.yaml': POLICY });
    report = await checkLaws(project, { runs: 400, seed: 1, time: 60_000 });
    const broken = report.verdicts.find(({ law }) => law.name === 'Nobody is an admin');
    assert.ok(broken?.kind === 'broken');
    found = broken.counterexample;
  });

  it('has answers for all that is asked, and few failures', () => {
    assert.deepEqual(report.unanswered, []);
    assert.ok(report.failures * 10 < report.logins, `${report.failures} of ${report.logins}`);
  });

  it('says of a login what it was answered, and nothing that nobody asked for', () => {
    const { answers = {} } = found.login;
    assert.deepEqual(Object.keys(answers).toSorted(), ['counts.logins', 'crm', 'hr']);
    assert.deepEqual(answers.hr, { kind: 'value', value: { role: 'admin' } });
    assert.deepEqual(answers['counts.logins'], { kind: 'value', value: 3 });
  });

  it('tells it in words, and as a test', () => {
    assert.match(found.sentence, /hr\.role "?admin"?.*counts\.logins 3/);
    assert.match(found.entry, /^ {2}answers:/m);
    assert.match(found.entry, /hr: \{ role: admin \}/);
    assert.match(found.entry, /counts\.logins"?: 3/);
  });

  it('holds every built-in law, and those about answers', () => {
    const others = report.verdicts.filter(({ law }) => law.name !== 'Nobody is an admin');
    assert.deepEqual(
      others.filter(({ kind }) => kind === 'broken').map(({ law }) => law.name),
      [],
    );
  });
});
