import type { ExportedRule, ExportPart } from './auth0-export.ts';
import type { ExportFolder } from './export-folder.ts';
import { readJson } from './read-json.ts';
import { type Fields, fieldsOf, LOGIN_SUCCESS, quote } from './read-rule-settings.ts';
import { type Keywords, replaceKeywords } from './replace-keywords.ts';

/** Which actions run after a login and in which order, by their names; null: the export does not say. */
export type Bindings = readonly string[] | null;

/** Reads `actions/NAME.json` with the texts that they name, and `triggers/triggers.json`. */
export async function readActionsFolder(folder: ExportFolder, keywords: Keywords): Promise<ExportPart> {
  const names = (await folder.files('actions')).filter((name) => /\.json$/i.test(name));
  const files = await Promise.all(names.map((name) => readJson(folder, `actions/${name}`, keywords)));
  const broken = files.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
  const triggers = await readJson(folder, 'triggers/triggers.json', keywords);
  const bindings = readBindings(triggers.fields?.get(POST_LOGIN));
  const actions = files.flatMap(({ fields }) => fields ?? []);
  const part = await readActions(folder, actions, bindings, keywords);
  return { ...part, remarks: [...broken, ...part.remarks] };
}

/** Reads actions from their settings. Those that are bound come first in their order; others are not enabled. */
export async function readActions(
  folder: ExportFolder,
  actions: readonly Fields[],
  bindings: Bindings,
  keywords: Keywords,
): Promise<ExportPart> {
  const rules: ExportedRule[] = [];
  const keys: string[] = [];
  const remarks: string[] = [];
  const lost: string[] = [];
  for (const fields of actions) {
    const name = String(fields.get('name') ?? 'action');
    if (!runsAfterLogin(fields)) {
      remarks.push(`the action ${quote(name)} does not run after a login, so that it is left aside`);
      continue;
    }
    keys.push(...namesIn(fields.get('secrets')));
    const place = bindings === null ? 0 : bindings.indexOf(name);
    const found = await readCode(folder, name, fields.get('code'));
    if (found === null) {
      remarks.push(`the action ${quote(name)} is missing: its code cannot be read`);
      if (place >= 0) lost.push(name);
      continue;
    }
    const { text, unset } = replaceKeywords(found.text, keywords);
    const enabled = place >= 0 && String(fields.get('deployed') ?? true) !== 'false';
    const order = bindings === null || place < 0 ? null : place + 1;
    const facts = { name, origin: found.origin, text, unset, order, enabled };
    rules.push({ ...facts, shape: 'action', stage: LOGIN_SUCCESS });
  }
  return { rules, keys, lost, remarks };
}

/** Reads `post-login` of the triggers of an export. */
export function readBindings(value: unknown): Bindings {
  if (!Array.isArray(value)) return null;
  return value.flatMap((one) => {
    const name = fieldsOf(one)?.get('action_name');
    return typeof name === 'string' ? [name] : [];
  });
}

export const POST_LOGIN = 'post-login';

function runsAfterLogin(fields: Fields): boolean {
  const triggers = fields.get('supported_triggers');
  if (!Array.isArray(triggers)) return true;
  return triggers.some((trigger) => fieldsOf(trigger)?.get('id') === POST_LOGIN);
}

function namesIn(secrets: unknown): readonly string[] {
  if (!Array.isArray(secrets)) return [];
  return secrets.flatMap((secret) => {
    const name = fieldsOf(secret)?.get('name');
    return typeof name === 'string' ? [name] : [];
  });
}

/** The code stands where the settings say, from the export or from `actions`, or where it usually does. */
async function readCode(
  folder: ExportFolder,
  name: string,
  code: unknown,
): Promise<{ readonly text: string; readonly origin: string } | null> {
  if (typeof code === 'string' && /\bexports\b/.test(code)) return { text: code, origin: `actions/${name}` };
  const said = typeof code === 'string' ? [code, `actions/${code.replace(/^(?:\.\/+)+/, '')}`] : [];
  for (const origin of [...said, `actions/${name}/code.js`]) {
    const file = await folder.read(origin);
    if (file.kind === 'text') return { text: file.text, origin: origin.replace(/^(?:\.\/+)+/, '') };
  }
  return null;
}
