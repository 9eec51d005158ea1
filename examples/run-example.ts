import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkProject } from '../project/index.ts';
import {
  createPipeline,
  expandLogin,
  openMemoryStore,
  type Pipeline,
  type Report,
} from '../runtime/index.ts';
import { type Heard, type Service, standInSecret } from './service.ts';

/** What came of one login. */
export interface Taken {
  /** The name of its file. */
  readonly name: string;
  readonly report: Report;
  /** What came of it in the end, when it was back from a visit or had passed the second factor; null: that was it. */
  readonly after: Report | null;
  /** What the service was asked and told meanwhile, notifications among it. */
  readonly heard: readonly Heard[];
}

/** The examples that ask and tell other systems. */
export function examplesWithService(): readonly string[] {
  return readdirSync(import.meta.dirname).filter((name) => existsSync(serviceOf(name)));
}

/**
 * Takes the logins of an example with a service through its rules, in the order of their names and with one store. The
 * service runs meanwhile, on the port of this machine that `lintel.yaml` allows. Whoever is sent to a page visits it, and
 * whoever is asked for a second factor that something waits for gives it.
 */
export async function runExample(
  example: string,
  { trace }: { readonly trace: boolean },
): Promise<readonly Taken[]> {
  const folder = path.join(import.meta.dirname, example);
  const { steps, pipelineOptions } = await checkProject(folder, { variables: SECRETS });
  if (steps === null) throw new Error(`the rules of ${example} have errors`);
  const service = await startService(serviceOf(example), portOf(pipelineOptions.network.allow));
  const store = openMemoryStore();
  const pipeline = await createPipeline(steps, { ...pipelineOptions, store });
  const { now } = await readRecord(path.join(folder, 'expected.json'));
  const taken: Taken[] = [];
  try {
    for (const file of readdirSync(path.join(folder, 'logins')).sort()) {
      const before = service.heard.length;
      const login = await readRecord(path.join(folder, 'logins', file));
      const reports = await takeLogin(login, { pipeline, service, now: String(now), trace });
      await pipeline.flush();
      taken.push({ name: path.basename(file, '.json'), ...reports, heard: service.heard.slice(before) });
    }
  } finally {
    pipeline.dispose();
    await store.close();
    await service.close();
  }
  return taken;
}

interface Way {
  readonly pipeline: Pipeline;
  readonly service: Service;
  readonly now: string;
  readonly trace: boolean;
}

async function takeLogin(
  short: unknown,
  { pipeline, service, now, trace }: Way,
): Promise<Pick<Taken, 'report' | 'after'>> {
  const expanded = expandLogin(short);
  if (expanded.kind === 'problem')
    throw new Error(expanded.problems.map(({ message }) => message).join('; '));
  const options = { now: expanded.now ?? now, trace };
  const report = await pipeline.run(expanded.login, options);
  if (report.confirm !== null) return { report, after: await pipeline.confirm(report.confirm, 'passed') };
  if (report.redirect === null || service.answerVisit === undefined) return { report, after: null };
  const query = await service.answerVisit(report.redirect.url);
  return { report, after: await pipeline.resume(query.state, { query }, options) };
}

/** An environment in which every secret has a value. */
const SECRETS: Readonly<Record<string, string>> = new Proxy(
  {},
  {
    get: (_, name) => standInSecret(String(name)),
    getOwnPropertyDescriptor: (_, name) => ({ value: standInSecret(String(name)), configurable: true }),
  },
);

function portOf(hosts: readonly string[] = []): number {
  const port = hosts.map((host) => /^localhost:(\d+)$/.exec(host)?.[1]).find(Boolean);
  if (port === undefined)
    throw new Error('`network` allows no port of localhost, where the service could stand');
  return Number(port);
}

function serviceOf(example: string): string {
  return path.join(import.meta.dirname, example, 'service.ts');
}

async function startService(file: string, port: number): Promise<Service> {
  const { startService: start }: ServiceFile = await import(pathToFileURL(file).href);
  return start(port);
}

interface ServiceFile {
  readonly startService: (port: number) => Promise<Service>;
}

async function readRecord(file: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(file, 'utf8'));
}
