import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../../grammar/index.ts';
import { findProjectAround, type OpenProject, openProject, type ProjectMember } from '../../project/index.ts';
import { UsageError } from '../exit-codes.ts';

/** A policy, and the folder of the project in which it stands. */
export interface FoundPolicy {
  readonly root: string;
  readonly member: ProjectMember;
}

/**
 * The policy that a path means: that file, in the project around it if it is part of one, or else the only policy of a
 * project. What is wrong with the project when there is none to be found.
 */
export async function findPolicy(
  given: string,
): Promise<FoundPolicy | { readonly root: string | null; readonly findings: readonly Finding[] }> {
  const facts = await stat(given).catch(() => null);
  const isFile = facts?.isFile() === true && path.basename(given) !== 'lintel.yaml';
  const around = isFile ? await findProjectAround(given) : null;
  if (around !== null) {
    const project = await openProject(around);
    const name = path.relative(around, path.resolve(given)).split(path.sep).join('/');
    const member = project.members.find(({ source }) => path.posix.normalize(source.name) === name);
    if (member !== undefined) return { root: around, member };
  }
  return onlyPolicy(await openProject(given), given);
}

function onlyPolicy({ root, members, findings }: OpenProject, given: string) {
  const [member, second] = members;
  if (root === null || (member === undefined && findings.length > 0)) return { root, findings };
  if (member === undefined) throw new UsageError(`${given} has no policy that a rule could go into`);
  if (second === undefined) return { root, member };
  const names = members.map(({ source }) => path.join(given, source.name)).join(', ');
  throw new UsageError(`${given} has several policies, so name one of them: ${names}`);
}
