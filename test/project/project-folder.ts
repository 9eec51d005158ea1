import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A policy that refuses everybody outside a domain. */
export function policyText(id: string, domain = 'example.com'): string {
  return `policy: ${id}
rules:
  - id: ${id}-staff
    unless: user.email.domain is "${domain}"
    then:
      deny: Only staff can sign in to ${id}.
`;
}

/** Runs something in a new folder with the given files; the folder is gone afterwards. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (root: string) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(path.join(tmpdir(), 'lintel project '));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await writeFile(path.join(root, name), content);
    }
    return await work(root);
  } finally {
    await rm(root, { recursive: true });
  }
}
