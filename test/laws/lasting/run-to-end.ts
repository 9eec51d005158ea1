import type { Pipeline, Report } from '../../../runtime/index.ts';
import { ADA } from '../../conclusion/lasting-steps.ts';

export const LOGIN = { ...ADA, user: { ...ADA.user, email_verified: true } };

/** Takes a login to its end: whoever is asked for a second factor answers, whoever is sent elsewhere stays there. */
export async function runToEnd(
  pipeline: Pipeline,
  { id, answer }: { readonly id: string; readonly answer: 'passed' | 'failed' },
): Promise<Report> {
  const report = await pipeline.run(LOGIN, { id });
  return report.confirm === null ? report : pipeline.confirm(report.confirm, answer);
}
