/** Why a file or a folder cannot be written, as a part of a sentence; null where it is something else that went wrong. */
export function whyNotWritten(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS.get(code) ?? null;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EEXIST', 'a file stands where its folder would be'],
  ['ENOTDIR', 'a file stands where its folder would be'],
  ['EISDIR', 'a folder has this name'],
  ['ENOENT', 'its folder is none in which anything can be made'],
  ['EACCES', 'it is not allowed here'],
  ['EPERM', 'it is not allowed here'],
  ['EROFS', 'it is not allowed here'],
  ['ENOSPC', 'the disk is full'],
]);
