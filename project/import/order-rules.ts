import type { ExportedRule } from './auth0-export.ts';
import { LOGIN_SUCCESS, quote } from './read-rule-settings.ts';

/**
 * Brings rules into the order in which they ran: by `order`, those without one last, actions after rules. What a tenant
 * cannot have, such as one order for two rules, is told and settled by the name.
 */
export function sortRules(rules: readonly ExportedRule[]): {
  readonly rules: readonly ExportedRule[];
  readonly remarks: readonly string[];
} {
  const sorted = rules.toSorted(
    (a, b) =>
      SHAPES.indexOf(a.shape) - SHAPES.indexOf(b.shape) ||
      placeOf(a) - placeOf(b) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  return { rules: sorted, remarks: [...findTies(sorted), ...findNamesakes(sorted), ...findStages(sorted)] };
}

const SHAPES: readonly ExportedRule['shape'][] = ['rule', 'action'];

function placeOf({ order }: ExportedRule): number {
  return order ?? Number.MAX_SAFE_INTEGER;
}

function findTies(rules: readonly ExportedRule[]): readonly string[] {
  const groups = Map.groupBy(
    rules.filter(({ shape, order }) => shape === 'rule' && order !== null),
    ({ stage, order }) => `${stage} ${order}`,
  );
  return [...groups.values()].flatMap((group) =>
    group.length < 2
      ? []
      : [
          `${listNames(group)} have the same order, ${group[0]?.order}; they stand in the order of their names, so look whether that is right`,
        ],
  );
}

function findNamesakes(rules: readonly ExportedRule[]): readonly string[] {
  const groups = Map.groupBy(rules, ({ shape, name }) => `${shape} ${name}`);
  return [...groups.values()].flatMap((group) =>
    group.length < 2 ? [] : [`${group.length} rules are called ${quote(group[0]?.name ?? '')}`],
  );
}

function findStages(rules: readonly ExportedRule[]): readonly string[] {
  return rules
    .filter(({ stage }) => stage !== LOGIN_SUCCESS)
    .map(
      ({ name, stage }) =>
        `the rule ${quote(name)} is of the stage ${quote(stage)}, and only ${LOGIN_SUCCESS} runs`,
    );
}

function listNames(rules: readonly ExportedRule[]): string {
  return rules.map(({ name }) => quote(name)).join(' and ');
}
