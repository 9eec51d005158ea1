import { reachedEntries } from '../compiler/index.ts';
import { ENTRIES } from '../grammar/index.ts';
import type { CheckedProject } from '../project/index.ts';
import { createTable } from './format-table.ts';

/** A table of the rules of policies, and the entries on which each can apply; nothing of a project with errors. */
export function formatEntries({ cores }: Pick<CheckedProject, 'cores'>): string {
  const rows = (cores ?? []).flatMap((core) =>
    core.rules.map((rule) => {
      const entries = reachedEntries(rule, core);
      const said = entries.length === ENTRIES.length ? 'every entry' : entries.join(', ') || 'no entry';
      return [core.id, rule.id, rule.mode === 'disabled' ? 'no entry, since it is disabled' : said];
    }),
  );
  if (rows.length === 0) return '';
  const table = createTable(['policy', 'rule', 'runs on'], rows, Number.POSITIVE_INFINITY);
  return [table.head, ...rows.map(table.row)].map((line) => `${line}\n`).join('');
}
