import type { ExportFolder } from './export-folder.ts';
import { type Fields, fieldsOf } from './read-rule-settings.ts';
import { type Keywords, quoteKeywords, replaceKeywords } from './replace-keywords.ts';

/** A JSON file of an export: its keys, or what is wrong with it. */
export interface JsonFile {
  readonly name: string;
  readonly fields: Fields | null;
  readonly problem: string | null;
}

/** Reads a JSON file with one object in it. Never rejects. */
export async function readJson(folder: ExportFolder, name: string, keywords: Keywords): Promise<JsonFile> {
  const file = await folder.read(name);
  if (file.kind === 'unreadable') return { name, fields: null, problem: file.reason };
  const { text } = replaceKeywords(file.text, keywords);
  const value = parse(text) ?? parse(quoteKeywords(text));
  const fields = fieldsOf(value);
  return { name, fields, problem: fields === null ? 'it is no JSON object' : null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
