import type {
  ConditionDefinition,
  ListDefinition,
  NetworkDefinition,
  Policy,
  ScheduleDefinition,
  SourceDefinition,
  TableDefinition,
  Word,
} from '../../../grammar/index.ts';
import { listOf, scalar, type Type } from '../../../stdlib/index.ts';
import type { Definition } from '../check.ts';
import { nameHolder } from '../expressions/check-path.ts';
import { nameTaken } from '../messages/check-name-messages.ts';
import type { NamedThing } from '../scope.ts';
import { checkList } from './check-list.ts';
import { checkSchedule } from './check-schedule.ts';
import { checkTable } from './check-table.ts';
import type { DefinitionContext } from './read-data-file.ts';
import { readRanges } from './read-ranges.ts';

/** The things that a policy names: for sentences, and with their data. Conditions and sources are named, their sentences not checked. */
export interface Definitions {
  readonly names: ReadonlyMap<string, NamedThing>;
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** Checks networks, schedules, lists and tables, and that every name is given once and means nothing else. */
export function checkDefinitions(policy: Policy, context: DefinitionContext): Definitions {
  const things = [
    ...policy.networks.map((network) => nameNetwork(network, context)),
    ...policy.schedules.map((schedule) => nameSchedule(schedule, context)),
    ...policy.lists.map((list) => nameList(list, context)),
    ...policy.tables.map((table) => nameTable(table, context)),
    ...policy.sources.map(nameSource),
    ...policy.conditions.map(nameCondition),
  ].toSorted((a, b) => a.name.span.start - b.name.span.start);
  const names = new Map<string, NamedThing>();
  const definitions = new Map<string, Definition>();
  for (const { name, type, definition } of things) {
    const { text, span } = name;
    const first = names.get(text);
    const by = first === undefined ? nameHolder(text) : `a ${first.kind}`;
    if (by !== null) context.report(nameTaken({ name: text, span, by, first: first?.span ?? null }));
    else definitions.set(text, definition);
    // The type `error` keeps sentences silent about a name whose meaning is in doubt.
    names.set(text, {
      kind: definition.kind,
      type: by === null ? type : { kind: 'error' },
      span: first?.span ?? span,
    });
  }
  return { names, definitions };
}

interface Thing {
  readonly name: Word;
  readonly type: Type;
  readonly definition: Definition;
}

function nameNetwork(network: NetworkDefinition, context: DefinitionContext): Thing {
  const definition = { kind: 'network', ranges: readRanges(network.ranges, context.report) } as const;
  return { name: network.name, type: scalar('network'), definition };
}

function nameSchedule(schedule: ScheduleDefinition, context: DefinitionContext): Thing {
  const definition = { kind: 'schedule', schedule: checkSchedule(schedule, context) } as const;
  return { name: schedule.name, type: scalar('schedule'), definition };
}

function nameList(list: ListDefinition, context: DefinitionContext): Thing {
  const definition = checkList(list, context);
  const type = definition.type.kind === 'error' ? definition.type : listOf(definition.type);
  return { name: list.name, type, definition };
}

function nameTable(table: TableDefinition, context: DefinitionContext): Thing {
  const definition = checkTable(table, context);
  const { from, to } = definition;
  const isKnown = from.kind !== 'error' && to.kind !== 'error';
  return { name: table.name, type: isKnown ? { kind: 'table', from, to } : { kind: 'error' }, definition };
}

/** Nobody has described what a service answers. */
function nameSource({ name }: SourceDefinition): Thing {
  return { name, type: { kind: 'any' }, definition: { kind: 'source' } };
}

function nameCondition({ name }: ConditionDefinition): Thing {
  return { name, type: scalar('yes/no'), definition: { kind: 'condition' } };
}
