import {
  displayText,
  type ListDefinition,
  type ScheduleDefinition,
  type TableDefinition,
  type Word,
} from '../../grammar/index.ts';
import type { Value } from '../../stdlib/index.ts';
import type { CheckedPolicy } from '../check/check.ts';

/** So many values are told; of more it is told how many there are. */
const MOST_TOLD = 8;

/** What the names of a policy stand for, conditions aside, a line for each. Files are named, and not read out. */
export function explainDefinitions({ policy, names, settings, timezone }: CheckedPolicy): readonly string[] {
  const sizeOf = (name: Word): number => {
    const found = names.get(name.text);
    return found?.kind === 'list' ? found.items.length : found?.kind === 'table' ? found.rows.length : 0;
  };
  return [
    ...policy.networks.map(({ name, ranges }) => `${name.text} is ${told(ranges, ' or ')}`),
    ...policy.schedules.map((schedule) => `${schedule.name.text} is ${scheduleText(schedule, timezone)}`),
    ...policy.lists.map((list) => `${list.name.text} is ${listText(list, sizeOf(list.name))}`),
    ...policy.tables.map((table) => `${table.name.text} turns ${tableText(table, sizeOf(table.name))}`),
    ...Array.from(settings, ([name, text]) => `settings.${name} is ${JSON.stringify(displayText(text))}`),
  ].map((line) => `   ${line}`);
}

/** What stands for what logins do not say, a line for each field. */
export function explainAssumptions({ assumptions }: CheckedPolicy): readonly string[] {
  return Array.from(
    assumptions,
    ([field, value]) => `A login that does not say ${field} counts as one where it is ${valueText(value)}.`,
  );
}

function valueText(value: Value): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `[${value.map(valueText).join(', ')}]`;
  return typeof value === 'string' ? JSON.stringify(displayText(value)) : String(value);
}

function scheduleText(
  { days, from, to, timezone, except, holidays }: ScheduleDefinition,
  ofPolicy: string,
): string {
  const parts = [
    days?.text ?? 'every day',
    ...(from === null && to === null ? [] : [`from ${from?.text ?? '00:00'} to ${to?.text ?? '24:00'}`]),
    `in ${timezone?.text ?? ofPolicy}`,
    ...(except.length === 0 ? [] : [`but not on ${told(except)}`]),
    ...(holidays === null ? [] : [`but not on the days of ${holidays.text}`]),
  ];
  return parts.join(', ');
}

function listText({ items, file }: ListDefinition, size: number): string {
  const here = items.length === 0 ? [] : [told(items)];
  const count = size - items.length;
  const there = file === null ? [] : [`the ${count} ${count === 1 ? 'item' : 'items'} of ${file.text}`];
  return [...here, ...there].join(', and ') || 'empty';
}

function tableText({ from, to, rows, file }: TableDefinition, size: number): string {
  const shown = rows.slice(0, MOST_TOLD).map(({ key, value }) => {
    const values = 'text' in value ? [value] : value;
    return `${wordText(key)} into ${told(values, ' and ')}`;
  });
  const more = size - shown.length;
  if (shown.length === 0)
    return `a ${from.text} into a ${to.text}, in the ${more} ${more === 1 ? 'row' : 'rows'} of ${file?.text}`;
  return [...shown, ...(more === 0 ? [] : [`and ${more} more`])].join(', ');
}

function told(words: readonly Word[], between = ', '): string {
  const shown = words.slice(0, MOST_TOLD).map(wordText);
  const more = words.length - shown.length;
  return more === 0 ? shown.join(between) : `${shown.join(', ')} and ${more} more`;
}

/** A word as it is written, with quotes where it could be taken for more than one. */
function wordText({ text }: Word): string {
  const shown = displayText(text);
  return /^[^\s,;"]+(?: [^\s,;"]+)*$/.test(shown) && !/ (?:and|or|into) /.test(shown)
    ? shown
    : JSON.stringify(shown);
}
