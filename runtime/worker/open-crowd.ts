/** The tenants that have an isolate in this process, and how much memory each of them holds. */
export interface Crowd {
  /** A login of the tenant is through and has left so many MiB: others may have to make room. */
  note(tenant: number, size: number): void;
  /** The tenant has no isolate any more. */
  forget(tenant: number): void;
}

/**
 * Keeps isolates within so many MiB together: beyond that the tenants whose last login is the longest ago have to `rest`,
 * which a tenant can only (and then says so) while no login of it is under way.
 */
export function openCrowd(most: number, rest: (tenant: number) => boolean): Crowd {
  /** The longest ago first. */
  const sizes = new Map<number, number>();
  let total = 0;

  function forget(tenant: number): void {
    total -= sizes.get(tenant) ?? 0;
    sizes.delete(tenant);
  }

  return {
    note(tenant, size) {
      forget(tenant);
      sizes.set(tenant, size);
      total += size;
      for (const other of sizes.keys()) {
        if (total <= most || other === tenant) return;
        if (rest(other)) forget(other);
      }
    },
    forget,
  };
}
