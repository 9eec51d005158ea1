import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  decodeText,
  type FileText,
  readProjectFile,
  reasonOf,
  refusePath,
  unreadable,
} from '../read-file.ts';

/** A folder with what was exported from a tenant. Nothing outside it is read, links are not followed, sizes are bounded. */
export interface ExportFolder {
  /** Names of the ordinary files of a folder, sorted; empty when there is no such folder. `''` is the export itself. */
  files(folder: string): Promise<readonly string[]>;
  /** The text of a file by its path with `/` between folders; a leading `./` does not count. */
  read(name: string): Promise<FileText>;
}

/** Opens a folder for reading; whoever named it may have named a link. */
export function openExportFolder(root: string): ExportFolder {
  let left = TOTAL_LIMIT;
  return {
    async files(folder) {
      try {
        if (folder !== '' && (await findLink(root, folder)) !== null) return [];
        const entries = await readdir(path.join(root, folder), { withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile());
        return files.map((entry) => entry.name).toSorted();
      } catch {
        return [];
      }
    },
    async read(given) {
      const name = given.replace(/^(?:\.\/+)+/, '');
      const refused = refusePath(name);
      if (refused !== null) return unreadable(refused.replaceAll('project folder', 'folder of the export'));
      const link = await findLink(root, name);
      if (link !== null) return unreadable(link);
      const file = await readProjectFile(root, name, Math.min(FILE_LIMIT, left));
      if (file.kind === 'unreadable') return file;
      left -= file.bytes.length;
      return decodeText(file.bytes);
    },
  };
}

/** Bytes of a file, and of all files together. A tenant's rules have 100 KB, a whole tenant.yaml some hundred. */
const FILE_LIMIT = 4 * 1024 * 1024;
const TOTAL_LIMIT = 64 * 1024 * 1024;

/** Why a path is not followed: it, or a folder on its way, is a link or cannot be looked at. */
async function findLink(root: string, name: string): Promise<string | null> {
  const parts = name.split('/');
  for (const [index] of parts.entries()) {
    const part = parts.slice(0, index + 1).join('/');
    try {
      if ((await lstat(path.join(root, part))).isSymbolicLink()) {
        return 'it is a link; an export is read without following links';
      }
    } catch (error) {
      return reasonOf(error);
    }
  }
  return null;
}
