import { httpGlobals, httpModules } from './http-modules.ts';
import type { LibraryGlobal, LibraryModule } from './library-module.ts';
import { platformGlobals, platformModules } from './platform-modules.ts';

/** Every module of the library, by subject. */
export const libraryModules: readonly LibraryModule[] = [...platformModules, ...httpModules];

/** Global names that rules use without a `require`. */
export const libraryGlobals: readonly LibraryGlobal[] = [...platformGlobals, ...httpGlobals];

export { type UnavailableModule, unavailableModules } from './unavailable-modules.ts';
