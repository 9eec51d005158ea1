import assert from 'node:assert/strict';
import { checkProject } from '../../../project/index.ts';
import { createPipeline, expandLogin, type RuleTrace } from '../../../runtime/index.ts';
import { type Coverage, measureCoverage } from '../../../verify/index.ts';
import { inFolder } from '../../project/project-folder.ts';

const NOW = new Date('2026-11-25T12:00:00Z');

/** Takes abbreviated logins through a project, and measures what they showed of it. */
export function measure(
  files: Readonly<Record<string, string>>,
  logins: readonly unknown[],
): Promise<Coverage> {
  return inFolder(files, async (root) => {
    const project = await checkProject(root);
    assert.ok(project.steps !== null, JSON.stringify(project.findings.flatMap((one) => one.diagnostics)));
    const pipeline = await createPipeline(project.steps, project.pipelineOptions);
    try {
      const traces: (readonly RuleTrace[])[] = [];
      for (const login of logins) {
        const expanded = expandLogin(login);
        assert.ok(expanded.kind === 'login', JSON.stringify(expanded));
        const { trace } = await pipeline.run(expanded.login, { now: NOW, trace: true });
        traces.push(trace ?? []);
      }
      return measureCoverage(project, traces);
    } finally {
      pipeline.dispose();
    }
  });
}
