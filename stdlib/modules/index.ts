import { httpGlobals, httpModules } from './http-modules.ts';
import type { LibraryGlobal, LibraryModule } from './library-module.ts';
import { platformGlobals, platformModules } from './platform-modules.ts';

/** Every module of the library, by subject. */
export const libraryModules: readonly LibraryModule[] = [...platformModules, ...httpModules];

/** Every name and alias of a module, with the name of the module. */
export const libraryNames: readonly (readonly [spec: string, module: string])[] = libraryModules.flatMap(
  ({ name, aliases = [] }) => [name, ...aliases].map((spec) => [spec, name] as const),
);

/** Global names that rules use without a `require`. */
export const libraryGlobals: readonly LibraryGlobal[] = [...platformGlobals, ...httpGlobals];

export { type UnavailableModule, unavailableModules } from './unavailable-modules.ts';
