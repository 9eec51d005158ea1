import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

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
  const root = await makeFolder(files);
  try {
    return await work(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

/** A new folder with the given files, which is gone after the test. */
export async function projectFolder(
  test: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const root = await makeFolder(files);
  test.after(() => rm(root, { recursive: true }));
  return root;
}

async function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'lintel project '));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  return root;
}
