import type { World } from '../compiler/index.ts';
import type { Diagnostic } from '../grammar/index.ts';
import { type Attributes, attributesOf } from './attributes.ts';
import type { ProjectFile } from './project-file.ts';
import * as messages from './project-messages.ts';
import { decodeText, readProjectFile } from './read-file.ts';

/** The types that the JSON Schemas of a project give to fields of users, and what is wrong with those files. */
export async function readSchemas(
  root: string,
  schemas: ProjectFile['schemas'],
): Promise<{ readonly attributes: World['attributes']; readonly diagnostics: readonly Diagnostic[] }> {
  const attributes = new Map<
    'user' | 'user_metadata' | 'app_metadata',
    Extract<Attributes, { kind: 'record' }>['type']
  >();
  const diagnostics: Diagnostic[] = [];
  for (const [subject, { text: file, span }] of schemas) {
    const read = await readProjectFile(root, file, LARGEST_SCHEMA);
    const text = read.kind === 'bytes' ? decodeText(read.bytes) : read;
    if (text.kind === 'unreadable') {
      diagnostics.push(messages.unreadableProjectFile({ file, reason: text.reason, span }));
      continue;
    }
    const parsed = parseAttributes(text.text);
    if (parsed.kind === 'record') attributes.set(subject, parsed.type);
    else diagnostics.push(messages.unusableSchema({ file, reason: parsed.reason, span }));
  }
  return { attributes, diagnostics };
}

const LARGEST_SCHEMA = 4 * 1024 * 1024;

function parseAttributes(text: string): Attributes {
  try {
    return attributesOf(JSON.parse(text));
  } catch {
    return { kind: 'unusable', reason: 'it is not JSON' };
  }
}
