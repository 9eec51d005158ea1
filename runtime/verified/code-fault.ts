/** Why code is not accepted, for people who look at what a compiler made. Lines and columns count from 1. */
export interface CodeFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A fault at an offset of the text. */
export interface Fault {
  readonly at: number;
  readonly message: string;
}

/** A fault where a node begins. */
export function refuse(node: { readonly start: number }, message: string): Fault {
  return { at: node.start, message };
}

/** The first fault among some things in order; null: there is none. */
export function firstFault<T>(items: Iterable<T>, check: (item: T) => Fault | null): Fault | null {
  for (const item of items) {
    const fault = check(item);
    if (fault !== null) return fault;
  }
  return null;
}
