import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProject } from '../../index.ts';
import { inFolder, policyText } from './project-folder.ts';

const LOGIN = { user: { email: 'ana@example.com' }, context: {} };

describe('loadProject', () => {
  it('gives a project that logins can be taken through', async () => {
    await withProject({ 'policy.yaml': policyText('hr') }, {}, async (project) => {
      assert.equal((await project.run(LOGIN)).outcome, 'allow');
      const report = await project.run({ user: { email: 'eve@evil.example' }, context: {} }, { trace: true });
      assert.deepEqual([report.outcome, report.by, report.trace?.length], ['deny', 'hr-staff', 1]);
      assert.deepEqual(
        project.policies.map(({ id }) => id),
        ['hr'],
      );
    });
  });

  it('runs all policies in the order of the pipeline', async () => {
    const files = {
      'lintel.yaml': 'pipeline: [first.yaml, second.yaml]\n',
      'first.yaml': policyText('first', 'a.example'),
      'second.yaml': policyText('second', 'b.example'),
    };
    const outcomes = {
      'x@a.example': 'second-staff',
      'x@b.example': 'first-staff',
      'x@c.example': 'first-staff',
    };
    await withProject(files, {}, async (project) => {
      for (const [email, by] of Object.entries(outcomes)) {
        assert.equal((await project.run({ user: { email }, context: {} })).by, by);
      }
    });
  });

  it('lets the settings of the environment win', async () => {
    const policy = policyText('hr').replace('Only staff', '$' + '{settings.who}');
    const files = {
      'lintel.yaml': 'pipeline: [hr.yaml]\nenvironments: { production: { settings: { who: Employees } } }\n',
      'hr.yaml': `${policy}settings: { who: Testers }\n`,
    };
    const messageIn = (options: { environment?: string }) =>
      withProject(files, options, async (project) => (await project.run({ user: {}, context: {} })).message);
    assert.equal(await messageIn({}), 'Testers can sign in to hr.');
    assert.equal(await messageIn({ environment: 'production' }), 'Employees can sign in to hr.');
  });

  it('takes what lintel.yaml assumes for missing fields, with the type of the field', async () => {
    const rule =
      'policy: hr\nrules:\n  - id: blocked\n    when: user.app_metadata.blocked or user.email_verified is no\n    then: { deny: Blocked. }\n';
    const outcomeWith = (assume: string) =>
      withProject(
        { 'hr.yaml': rule, 'lintel.yaml': `pipeline: [hr.yaml]\n${assume}` },
        {},
        async (project) => (await project.run({ user: {}, context: {} })).outcome,
      );
    assert.equal(await outcomeWith(''), 'deny');
    assert.equal(
      await outcomeWith('assume: { user.app_metadata.blocked: no, user.email_verified: yes }\n'),
      'allow',
    );
    assert.equal(
      await outcomeWith('assume: { user.app_metadata.blocked: no, user.email_verified: no }\n'),
      'deny',
    );
  });

  it('rejects with one error that shows and carries all findings', async () => {
    await inFolder({ 'policy.yaml': policyText('hr').replace('user.email', 'user.emial') }, async (root) => {
      await assert.rejects(loadProject(root), (error: Error & { findings?: readonly unknown[] }) => {
        assert.equal(error.name, 'ProjectError');
        assert.match(
          error.message,
          /has 1 error in 1 file\n\nerror\[unknown-field\]: .*\n {2}policy.yaml:4:13\n/,
        );
        assert.equal(error.findings?.length, 1);
        return true;
      });
    });
  });
});

function withProject<T>(
  files: Readonly<Record<string, string>>,
  options: { environment?: string },
  work: (project: Awaited<ReturnType<typeof loadProject>>) => Promise<T>,
): Promise<T> {
  return inFolder(files, async (root) => {
    const project = await loadProject(root, options);
    try {
      return await work(project);
    } finally {
      project.dispose();
    }
  });
}
