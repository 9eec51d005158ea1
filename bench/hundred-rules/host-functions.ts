import { APPS } from './apps.ts';

const roles = new Map(APPS.map((app) => [app.name, new Map(app.roles)]));

/** The roles that groups bring in an application, each once; undefined: none. For engines that cannot say it themselves. */
export function rolesIn(app: string, groups: readonly string[]): readonly string[] | undefined {
  const own = roles.get(app);
  const given = new Set(groups.flatMap((group) => own?.get(group) ?? []));
  return given.size === 0 ? undefined : [...given];
}

/** Whether an address belongs to the offices. */
export function isInside(address: string): boolean {
  return address.startsWith('10.') || address.startsWith('203.0.113.');
}
