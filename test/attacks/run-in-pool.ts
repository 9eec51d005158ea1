import { after, type TestContext } from 'node:test';
import type { Pipeline, PipelineOptions, Report, Step } from '../../runtime/index.ts';
import { openWorkers } from '../../runtime/pool/open-workers.ts';
import type { Workers } from '../../runtime/pool/workers.ts';
import { LOGIN, openSteps, ruleOf } from '../runtime/javascript-rule.ts';
import { SHORT } from './harness.ts';

/** A rule as its text, or ready. */
export type Part = string | Step;

let opened: Workers | undefined;
after(() => opened?.close());

/** The processes of all pipelines of a file. */
export function sharedWorkers(): Workers {
  opened ??= openWorkers({ processes: 1 });
  return opened;
}

/** A pipeline in the shared processes; texts are rules `rule-0`, `rule-1` and so on. */
export function openParts(
  test: TestContext,
  parts: readonly Part[],
  options: PipelineOptions = {},
): Promise<Pipeline> {
  const steps = parts.map((part, index) =>
    typeof part === 'string' ? ruleOf(part, { id: `rule-${index}` }) : part,
  );
  return openSteps(test, steps, {
    workers: sharedWorkers(),
    ...options,
    ruleLimits: { ...SHORT, ...options.ruleLimits },
  });
}

/** What becomes of one ordinary login. */
export async function runParts(
  test: TestContext,
  parts: readonly Part[],
  options: PipelineOptions = {},
): Promise<Report> {
  return (await openParts(test, parts, options)).run(LOGIN, { trace: true });
}

/** What a rule found out: whatever the function `find(user, context)` of this body gives, as JSON carries it. */
export async function findIn(
  test: TestContext,
  body: string,
  options: PipelineOptions = {},
): Promise<unknown> {
  const report = await runParts(
    test,
    [
      `Promise.resolve().then(async () => { ${body} }).then((found) => {
        context.found = { value: found };
        callback(null, user, context);
      }, (error) => {
        context.found = { value: 'threw: ' + (error && error.stack) };
        callback(null, user, context);
      });`,
    ],
    options,
  );
  const { found } = report.context;
  if (typeof found === 'object' && found !== null && 'value' in found) return found.value;
  return report.log;
}
