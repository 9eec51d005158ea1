import { extname, join } from 'node:path';
import { type LibraryModule, libraryGlobals, libraryModules } from '../../stdlib/index.ts';
import { bundleInside, bundleModule } from '../bundle.ts';
import type { ToWorker } from '../worker/protocol.ts';
import type { TenantRules } from './workers.ts';

/** A message that brings one module. */
export type ModuleMessage = Extract<ToWorker, { kind: 'module' }>;

/** What every process hears first: the boot code, and the modules that it needs. */
export function bootMessages(): readonly ToWorker[] {
  const { text, needs } = bundleInside(BOOT);
  return [{ kind: 'boot', text }, ...moduleMessages(needs)];
}

/** The modules that the rules of a tenant need, each after those that it needs itself. */
export function messagesFor(tenant: TenantRules): readonly ModuleMessage[] {
  const named = tenant.rules.flatMap(({ modules }) => modules);
  const ofProject = [...tenant.modules.values()].flatMap(mentionedIn);
  return moduleMessages([...named, ...ofProject]);
}

const BOOT = join(import.meta.dirname, '../inside', `boot${extname(import.meta.filename)}`);

function moduleMessages(names: readonly string[]): readonly ModuleMessage[] {
  const messages: ModuleMessage[] = [];
  const reached = new Set<LibraryModule>();
  const visit = (name: string) => {
    const module = moduleCalled(name);
    if (module === undefined || reached.has(module)) return;
    reached.add(module);
    const { text, needs } = bundleModule(module);
    needs.forEach(visit);
    messages.push({ kind: 'module', name: module.name, text, needs });
  };
  names.forEach(visit);
  return messages;
}

function moduleCalled(name: string): LibraryModule | undefined {
  const plain = name.replace(/^node:/, '').replace(/\/$/, '');
  return libraryModules.find((module) =>
    [module.name, ...(module.aliases ?? [])].some((each) => each === name || each === plain),
  );
}

/** Modules of the project are not read by the compiler; whatever could be a name in them counts as one. */
function mentionedIn(text: string): readonly string[] {
  const words = new Set(text.match(/[\w$]+/g));
  const globals = libraryGlobals.filter(({ name }) => words.has(name)).map(({ module }) => module);
  const names = libraryModules.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const starts = ["'", '"', '`', "'node:", '"node:', '`node:'];
  return [...globals, ...names.filter((name) => starts.some((start) => text.includes(start + name)))];
}
