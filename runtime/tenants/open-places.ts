import { isRecord } from '../login/read-login.ts';
import { answerInTime } from '../look-ups/answer-in-time.ts';
import { describeShape } from '../messages.ts';
import type { Pipeline } from '../pipeline.ts';

/** Pipelines of tenants, of which so many are open as there is room for. */
export interface Places {
  /**
   * Asks the pipeline of a tenant, which is opened if it is not; whoever comes meanwhile waits for the same opening. It is
   * not closed before the answer is there. Rejects when it cannot be opened, or could not be a moment ago, and when asking
   * rejects.
   */
  use<T>(tenant: string, ask: (pipeline: Pipeline) => Promise<T>): Promise<T>;
  /** The next who asks gets a new pipeline; who is asking already ends with the old one. */
  leave(tenant: string): void;
  /** Waits until every notification that is due has been tried. Never rejects. */
  flush(): Promise<void>;
  /** Disposes of all pipelines, those that are being opened included. May be called twice. */
  close(): void;
}

export interface PlacesOptions {
  readonly open: (tenant: string) => Promise<Pipeline>;
  /** So many pipelines; more only while more have logins under way. Who was asked least recently gives way. */
  readonly active: number;
  /** Milliseconds that opening may take. */
  readonly openTimeout: number;
}

/** Milliseconds for notifications that are due when a pipeline is closed. */
const FLUSH_TIMEOUT = 10_000;

/** Milliseconds in which what could not be opened is not tried again: finding out takes time from the logins of all others. */
const REST = 1000;

interface Place {
  readonly tenant: string;
  readonly opening: Promise<Pipeline>;
  pipeline: Pipeline | null;
  /** How many are asking or waiting to. */
  asking: number;
  hasLeft: boolean;
}

export function openPlaces({ open, active, openTimeout }: PlacesOptions): Places {
  /** Who was asked least recently first. */
  const places = new Map<string, Place>();
  /** The last of them, which mostly is asked again. */
  let latest: Place | null = null;
  const ending = new Set<Pipeline>();
  /** Who could not be opened a moment ago, the earliest first. */
  const failures = new Map<string, { readonly error: unknown; readonly until: number }>();
  let isClosed = false;

  const openInTime = async (tenant: string, keep: (pipeline: Pipeline) => void): Promise<Pipeline> => {
    const opened = open(tenant).then(checkPipeline);
    const pipeline = await answerInTime<Pipeline | null>(opened, performance.now() + openTimeout, null);
    if (pipeline !== null && !isClosed) {
      keep(pipeline);
      return pipeline;
    }
    opened.then(
      (late) => late.dispose(),
      () => undefined,
    );
    throw new Error(isClosed ? 'the tenants have been disposed' : 'loading took too long');
  };

  const keepFailure = (tenant: string, error: unknown) => {
    const now = performance.now();
    for (const [name, { until }] of failures) {
      if (until > now) break;
      failures.delete(name);
    }
    failures.delete(tenant);
    failures.set(tenant, { error, until: now + REST });
  };

  const takePlace = (tenant: string): Place => {
    const failure = failures.get(tenant);
    if (failure !== undefined && performance.now() < failure.until) throw failure.error;
    const place: Place = {
      tenant,
      opening: openInTime(tenant, (pipeline) => {
        place.pipeline = pipeline;
      }),
      pipeline: null,
      asking: 0,
      hasLeft: false,
    };
    places.set(tenant, place);
    latest = place;
    makeRoom();
    return place;
  };

  const makeRoom = () => {
    for (const place of places.values()) {
      if (places.size <= active) return;
      if (place.asking === 0 && place.pipeline !== null) giveUp(place);
    }
  };

  const giveUp = (place: Place) => {
    if (places.get(place.tenant) === place) places.delete(place.tenant);
    place.hasLeft = true;
    if (place.asking === 0 && place.pipeline !== null) void end(place.pipeline);
  };

  const end = async (pipeline: Pipeline) => {
    ending.add(pipeline);
    await answerInTime(
      pipeline.flush().catch(() => undefined),
      performance.now() + FLUSH_TIMEOUT,
      undefined,
    );
    ending.delete(pipeline);
    pipeline.dispose();
  };

  const leaveTurn = (place: Place) => {
    place.asking--;
    if (place.hasLeft) return giveUp(place);
    if (isClosed) return;
    if (latest !== place) {
      places.delete(place.tenant);
      places.set(place.tenant, place);
      latest = place;
    }
    makeRoom();
  };

  return {
    async use(tenant, ask) {
      if (isClosed) throw new Error('the tenants have been disposed');
      const place = places.get(tenant) ?? takePlace(tenant);
      place.asking++;
      try {
        return await ask(place.pipeline ?? (await place.opening));
      } catch (error) {
        if (place.pipeline === null) {
          // Who was told of a change meanwhile tries at once.
          if (places.get(tenant) === place) keepFailure(tenant, error);
          giveUp(place);
        }
        throw error;
      } finally {
        leaveTurn(place);
      }
    },
    leave(tenant) {
      failures.delete(tenant);
      const place = places.get(tenant);
      if (place !== undefined) giveUp(place);
    },
    async flush() {
      const open = [...ending, ...[...places.values()].flatMap(({ pipeline }) => pipeline ?? [])];
      await Promise.all(open.map((pipeline) => pipeline.flush()));
    },
    close() {
      isClosed = true;
      for (const pipeline of ending) pipeline.dispose();
      for (const { pipeline } of places.values()) pipeline?.dispose();
      places.clear();
    },
  };
}

/** What a host opens is not trusted to be a pipeline: of a tenant that it does not know it may give nothing. */
function checkPipeline(opened: unknown): Pipeline {
  const isPipeline =
    isRecord(opened) && typeof opened.run === 'function' && typeof opened.dispose === 'function';
  if (!isPipeline) throw new Error(`\`load\` gave ${describeShape(opened)}, which is no project`);
  return opened as unknown as Pipeline;
}
