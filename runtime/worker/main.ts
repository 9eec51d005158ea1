/*
 * The process in which rules written in JavaScript run. It holds no capability of its own: what rules ask for goes to the
 * host as text. Started by the pool with a channel; whatever goes seriously wrong here ends with SIGKILL.
 */
import { compute } from './compute/index.ts';
import type { ModuleText } from './define-texts.ts';
import { openCrowd } from './open-crowd.ts';
import type { ToHost, ToWorker } from './protocol.ts';
import { openTenantIsolate, type TenantIsolate, type TenantMessage } from './tenant.ts';
import { watchMemory } from './watch-memory.ts';

const modules = new Map<string, ModuleText>();
const tenants = new Map<number, TenantIsolate>();
/** Job → its tenant, until nothing of the job is left. */
const jobs = new Map<number, TenantIsolate>();
let bootText = '';

/** MiB for the isolates of all tenants together; the process takes up to twice as much and is replaced at 700. */
const crowd = openCrowd(300, (tenant) => tenants.get(tenant)?.rest() ?? true);
const memory = watchMemory((reason) => fallOver(null, reason));

process.on('message', (message: ToWorker) => receive(message));
process.on('disconnect', kill);
process.on('uncaughtException', () => fallOver(null, 'the process of the rules met an error of its own'));
process.on('unhandledRejection', () => fallOver(null, 'the process of the rules met an error of its own'));
send({ kind: 'ready' });

function receive(message: ToWorker): void {
  switch (message.kind) {
    case 'boot':
      bootText = message.text;
      break;
    case 'module':
      modules.set(message.name, message);
      break;
    case 'tenant': {
      const { tenant, facts } = message;
      const tell = (said: TenantMessage) => relay(tenant, said);
      const onSize = (size: number) => crowd.note(tenant, size);
      tenants.set(tenant, openTenantIsolate(facts, modules, bootText, tell, compute, onSize));
      break;
    }
    case 'close':
      closeTenant(message.tenant);
      break;
    case 'run':
      runJob(message);
      break;
    case 'answer':
      jobs.get(message.job)?.answer(message.job, message.call, message.answer);
      break;
    case 'cancel':
      jobs.get(message.job)?.cancel(message.job);
      forget(message.job);
  }
}

function runJob({ tenant, job, stretch }: Extract<ToWorker, { kind: 'run' }>): void {
  const isolate = tenants.get(tenant);
  if (isolate === undefined) return;
  jobs.set(job, isolate);
  memory.watch();
  isolate.run(job, stretch);
}

function relay(tenant: number, said: TenantMessage): void {
  switch (said.kind) {
    case 'stuck':
      fallOver(tenant, said.reason, said.jobs);
      return;
    case 'lost':
      for (const { job } of said.jobs) forget(job);
      send({ ...said, tenant });
      return;
    case 'ended':
      forget(said.job);
      send(said);
      return;
    case 'done':
      if (said.isEnded) forget(said.job);
      send(said);
      return;
    case 'call':
      send(said);
  }
}

function closeTenant(tenant: number): void {
  const isolate = tenants.get(tenant);
  isolate?.close();
  tenants.delete(tenant);
  crowd.forget(tenant);
  for (const [job, owner] of jobs) if (owner === isolate) forget(job);
}

function forget(job: number): void {
  jobs.delete(job);
  if (jobs.size === 0) memory.rest();
}

function send(message: ToHost): void {
  // Without a channel there is nobody to tell, and `disconnect` follows.
  if (process.connected) process.send?.(message);
}

/** The pool kills the process as soon as it hears of this; in case it does not, the process does so itself. */
function fallOver(
  tenant: number | null,
  reason: string,
  jobs?: Extract<TenantMessage, { kind: 'stuck' }>['jobs'],
): void {
  send({ kind: 'stuck', tenant, reason, ...(jobs === undefined ? {} : { jobs }) });
  setTimeout(kill, 200);
}

/** An ordinary exit would wait for threads that do not come back, or crash over them. */
function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
