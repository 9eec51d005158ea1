import type { ExportedRule } from './auth0-export.ts';

/** What stands beside the text of a rule: in its JSON file, or in a list of tenant.yaml. */
export interface RuleSettings {
  readonly name: string;
  readonly stage: string;
  readonly order: number | null;
  readonly enabled: boolean;
  readonly remarks: readonly string[];
}

/** Reads the settings of a rule; `fallback` is its name when none is given. Booleans and numbers may be texts. */
export function readRuleSettings(value: Fields, fallback: string): RuleSettings {
  const remarks: string[] = [];
  const given = value.get('name');
  const name = typeof given === 'string' && given.trim() !== '' ? given.trim() : fallback;
  if (!RULE_NAME.test(name))
    remarks.push(
      `the rule ${quote(name)} has a name that Auth0 would not take; it is kept for people to read`,
    );
  const order = readOrder(value.get('order'));
  if (order === undefined) remarks.push(`the order of ${quote(name)} is no whole number; it runs last`);
  const enabled = readEnabled(value.get('enabled'));
  if (enabled === undefined)
    remarks.push(`\`enabled\` of ${quote(name)} is neither true nor false; it counts as true`);
  const stage = value.get('stage') ?? LOGIN_SUCCESS;
  return {
    name,
    stage: typeof stage === 'string' ? stage : JSON.stringify(stage),
    order: order ?? null,
    enabled: enabled ?? true,
    remarks,
  };
}

/** The keys of a JSON object or of a map of YAML. */
export type Fields = ReadonlyMap<string, unknown>;

/** The own keys of a value; null when it is no record. */
export function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

/** The stage of rules that ran after somebody had proved who they are. */
export const LOGIN_SUCCESS = 'login_success';

/** A name in a message, on one line. */
export function quote(name: ExportedRule['name']): string {
  return `\`${name.replace(/\s+/g, ' ').slice(0, 120)}\``;
}

const RULE_NAME = /^[a-zA-Z0-9](?:[ \-a-zA-Z0-9]*[a-zA-Z0-9])?$/;

function readOrder(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  const order = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof order === 'number' && Number.isSafeInteger(order) ? order : undefined;
}

function readEnabled(value: unknown): boolean | undefined {
  if (value === undefined || value === null || value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}
