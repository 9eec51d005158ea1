import { parseCondition } from './parse-condition.ts';
import { type Reading, readSentence, readTemplate, valueAt, wordOf, wordsOf } from './parse-text.ts';
import type {
  Assumption,
  ConditionDefinition,
  ListDefinition,
  NetworkDefinition,
  ScheduleDefinition,
  Setting,
  TableDefinition,
  TableRow,
  Word,
} from './policy.ts';
import type { Yaml, YamlEntry } from './yaml-tree.ts';

/** `settings`. */
export function parseSettings(value: Yaml | null): readonly Setting[] {
  return entriesOf(value).flatMap((entry) => {
    const text = wordOf(entry.value);
    return text === null ? [] : [{ name: nameOf(entry), value: text }];
  });
}

/** `assume`. */
export function parseAssumptions(value: Yaml | null, reading: Reading): readonly Assumption[] {
  return entriesOf(value).flatMap((entry) => {
    const template = readTemplate(entry.value, reading);
    return template === null ? [] : [{ field: readSentence(entry.key, reading), value: template }];
  });
}

/** `networks`. */
export function parseNetworks(value: Yaml | null): readonly NetworkDefinition[] {
  return entriesOf(value).map((entry) => ({ name: nameOf(entry), ranges: wordsOf(entry.value) ?? [] }));
}

/** `schedules`. */
export function parseSchedules(value: Yaml | null): readonly ScheduleDefinition[] {
  return entriesOf(value).map((entry) => {
    const word = (key: string) => wordOf(under(entry, key));
    return {
      name: nameOf(entry),
      days: word('days'),
      from: word('from'),
      to: word('to'),
      timezone: word('timezone'),
      except: wordsOf(under(entry, 'except')) ?? [],
      holidays: word('holidays'),
      span: entry.value.span,
    };
  });
}

/** `lists`. */
export function parseLists(value: Yaml | null): readonly ListDefinition[] {
  return entriesOf(value).map((entry) => {
    const items = entry.value.kind === 'list' ? entry.value : under(entry, 'items');
    return {
      name: nameOf(entry),
      of: wordOf(under(entry, 'of')),
      items: wordsOf(items) ?? [],
      file: wordOf(under(entry, 'file')),
      column: wordOf(under(entry, 'column')),
      span: entry.value.span,
    };
  });
}

/** `tables`. A table whose types are missing is read as one of texts, so that its name is known. */
export function parseTables(value: Yaml | null): readonly TableDefinition[] {
  return entriesOf(value).map((entry) => {
    const unknown = { text: 'text', span: entry.key.span };
    return {
      name: nameOf(entry),
      from: wordOf(under(entry, 'from')) ?? unknown,
      to: wordOf(under(entry, 'to')) ?? unknown,
      rows: entriesOf(under(entry, 'rows')).flatMap((row) => parseRow(row) ?? []),
      file: wordOf(under(entry, 'file')),
      span: entry.value.span,
    };
  });
}

/** `conditions`. */
export function parseConditions(value: Yaml | null, reading: Reading): readonly ConditionDefinition[] {
  return entriesOf(value).map((entry) => ({
    name: nameOf(entry),
    condition: parseCondition(entry.value, reading),
  }));
}

function parseRow(entry: YamlEntry): TableRow | null {
  const key = nameOf(entry);
  if (entry.value.kind === 'list') return { key, value: wordsOf(entry.value) ?? [] };
  const value = wordOf(entry.value);
  return value === null ? null : { key, value };
}

function entriesOf(value: Yaml | null): readonly YamlEntry[] {
  return value?.kind === 'map' ? [...value.entries.values()] : [];
}

function under({ value }: YamlEntry, key: string): Yaml | null {
  return value.kind === 'map' ? valueAt(value, key) : null;
}

function nameOf({ key }: YamlEntry): Word {
  return { text: key.text, span: key.span };
}
