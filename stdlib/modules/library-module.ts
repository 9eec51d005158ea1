/**
 * A module that rules written in JavaScript can `require`, or that stands behind a global name. Its text is bundled for
 * the sandbox: a package of npm as it is, or a file of this folder that does the same with what the host offers.
 */
export interface LibraryModule {
  /** As rules write it: `lodash`, `crypto`, `@auth0/rule-utilities`. */
  readonly name: string;
  /** Further names for the same module: `node:crypto`, `request-promise-native`. */
  readonly aliases?: readonly string[];
  /** The version that every `name@version` is answered with; absent: part of the platform. */
  readonly version?: string;
  /** One sentence for the documentation: what of it works, if not all. */
  readonly summary: string;
  /** The npm package that is bundled, or the file of this folder. */
  readonly source:
    | { readonly kind: 'package'; readonly entry: string }
    | { readonly kind: 'file'; readonly entry: string };
  /** Packages that others stand in for inside the bundle: `{ qs: 'querystring' }`. */
  readonly replaces?: Readonly<Record<string, string>>;
}

/** A global name of rules that is made of a module when it is first used. */
export interface LibraryGlobal {
  readonly name: string;
  readonly module: string;
  /** The property of the module that it is; absent: the module itself. */
  readonly property?: string;
}
