import { checkLaws, checkProject } from '../../../verify/index.ts';

/** All that comes of the laws of some projects, save where these stand, as text. */
export async function reports(folders: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const folder of folders) {
    const project = await checkProject(folder);
    const report = await checkLaws(project, { runs: 120, seed: 11, time: Number.POSITIVE_INFINITY });
    lines.push(JSON.stringify(report, (key, value) => (key === 'place' ? undefined : value)));
  }
  return lines.join('\n');
}
