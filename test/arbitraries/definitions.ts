import fc from 'fast-check';
import {
  COUNTRIES,
  DATES,
  DOMAINS,
  GROUPS,
  PEOPLE,
  PLANS,
  RANGES,
  ROLES,
  SCOPES,
  TEXTS,
  ZONES,
} from './vocabulary.ts';
import { fields, type Yaml } from './write-yaml.ts';

/** The things that every generated policy names, so that any sentence may use them; their contents vary. */
export const definitions: fc.Arbitrary<ReadonlyMap<string, Yaml>> = fc
  .record({
    office: someOf(RANGES),
    home: someOf(RANGES),
    working_hours: schedule(),
    nights: schedule(),
    staff: list('email', PEOPLE),
    partner_domains: list('domain', DOMAINS),
    admin_groups: list('group', GROUPS),
    risky_countries: list('country', COUNTRIES),
    nicknames: list(undefined, TEXTS),
    group_roles: table('group', 'list of role', GROUPS, (rows) =>
      rows.map((row) => someOf(ROLES).map((roles) => [row, roles])),
    ),
    plan_names: table('text', 'text', PLANS, (rows) =>
      rows.map((row) => fc.constantFrom(...TEXTS).map((text) => [row, text])),
    ),
    group_scopes: table('group', 'list of scope', GROUPS, (rows) =>
      rows.map((row) => someOf(SCOPES).map((scopes) => [row, scopes])),
    ),
    boss: fc.constantFrom(...TEXTS),
    tenant: fc.constantFrom('acme', 'globex'),
  })
  .map((all) =>
    fields({
      settings: fields({ boss: all.boss, tenant: all.tenant }),
      networks: fields({ office: all.office, home: all.home }),
      schedules: fields({ working_hours: all.working_hours, nights: all.nights }),
      lists: fields({
        staff: all.staff,
        partner_domains: all.partner_domains,
        admin_groups: all.admin_groups,
        risky_countries: all.risky_countries,
        nicknames: all.nicknames,
      }),
      tables: fields({
        group_roles: all.group_roles,
        plan_names: all.plan_names,
        group_scopes: all.group_scopes,
      }),
    }),
  );

/** One member or more, each once under every equality, so that no list of a policy repeats itself. */
export function someOf(values: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(fc.constantFrom(...values), {
    minLength: 1,
    maxLength: 4,
    selector: (value) => value.normalize('NFKC').toLowerCase(),
  });
}

function list(of: string | undefined, values: readonly string[]): fc.Arbitrary<Yaml> {
  return someOf(values).map((items) => fields({ of, items }));
}

function table(
  from: string,
  to: string,
  keys: readonly string[],
  rowsOf: (keys: readonly string[]) => readonly fc.Arbitrary<readonly [string, Yaml]>[],
): fc.Arbitrary<Yaml> {
  return someOf(keys)
    .chain((rows) => fc.tuple(...rowsOf(rows)))
    .map((rows) => fields({ from, to, rows: new Map(rows) }));
}

function schedule(): fc.Arbitrary<Yaml> {
  return fc
    .record({
      days: fc.constantFrom(undefined, 'mon-fri', 'sat', 'mon, wed, fri', 'fri-mon', 'sun-thu'),
      hours: fc.constantFrom(
        ['08:00', '19:00'],
        ['19:00', '08:00'],
        ['22:30', '06:00'],
        ['00:00', '12:00'],
        ['01:30', '02:30'],
      ),
      timezone: fc.constantFrom(undefined, ...ZONES),
      except: fc.uniqueArray(fc.constantFrom(...DATES), { maxLength: 2 }),
    })
    .map(({ days, hours: [from = '', to = ''], timezone, except }) =>
      fields({ days, from, to, timezone, except: except.length === 0 ? undefined : except }),
    );
}
