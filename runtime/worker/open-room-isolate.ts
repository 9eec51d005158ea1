import {
  answeringPort,
  type EntryEnd,
  type HeapContext,
  type HeapFunction,
  type HeapValue,
  listeningPort,
  openHeap,
} from '../heap.ts';
import type { Entry, InsideFacts, Report } from '../inside/facts.ts';

/** The isolate in which the rooms of a tenant are: takes one entry after the other, and stands a new room ready while nobody asks. */
export interface RoomIsolate {
  /**
   * A room for a login. Its number is that of the login from now on. `sealed`: in which nothing can be changed, so that
   * others have been in it; a fresh one as long as there is none.
   */
  takeRoom(manner: 'fresh' | 'sealed'): number;
  /** Queues an entry on account of a login. */
  enter(login: number, entry: Entry): void;
  /** Forgets a login and what is queued for it, and gives its room back. */
  leave(login: number): void;
  /** Gives the heap back as soon as nothing runs in it. Nothing is told any more. */
  close(): void;
}

export interface IsolateListener {
  report(report: Report): void;
  /** An entry on account of this login is over, and everything that it had to report was reported. */
  entered(login: number): void;
  /** The isolate is gone. `culprit`: the login whose entry did it; null: it could not even be prepared. */
  lost(reason: string, culprit: number | null): void;
  /** So many MiB are in use after a login. */
  measured(size: number): void;
  /** Most of its memory is in use after a login: better use another one for the next. */
  filled(): void;
  /** A thread does not come back, so the process cannot go on. `culprit`: the login whose entry is running. */
  stuck(reason: string, culprit: number | null): void;
}

export interface IsolateOptions {
  readonly facts: InsideFacts;
  readonly bootText: string;
  readonly definitions: readonly Definition[];
  /** MiB. */
  readonly memory: number;
  /** Milliseconds that one entry may take. */
  readonly slice: number;
  /** Gets and gives JSON. Must not throw. */
  readonly compute: (operation: string, payload: string) => string;
  readonly listener: IsolateListener;
}

/** A text that defines something in every room. `column`: where the words of its author begin. */
export interface Definition {
  readonly text: string;
  readonly file: string;
  readonly column: number;
}

/** Throws if the heap cannot even take the boot code. */
export function openRoomIsolate(options: IsolateOptions): RoomIsolate {
  const { listener, slice } = options;
  const heap = openHeap({
    memory: options.memory,
    onCatastrophe: (reason) => listener.stuck(reason, running),
  });
  const compile = (take: string) =>
    heap.compile(
      `(function(){const module={exports:{}};(function(module,exports){${options.bootText}
})(module,module.exports);return module.exports.${take}})()`,
      { name: 'lintel:boot' },
    );
  const roomScript = compile('openRoom');
  const definitions = options.definitions.map(({ text, file, column }) =>
    heap.compile(text, { name: file, column }),
  );
  const hub = openHub();

  const rooms = new Map<number, Room>();
  const queue: { readonly login: number; readonly entry: Entry | 'open' }[] = [];
  /** Sealed rooms in which nobody is. */
  const vacant: number[] = [];
  let isOpen = true;
  let isRunning = false;
  let spare: number | null = null;
  /** What a login looked for and did not find. */
  let wanted: 'fresh' | 'sealed' | null = null;
  let logins = 0;
  /** The part of the memory that was taken when somebody looked last. */
  let filled = 0;
  let lastRoom = 0;

  function openHub(): HeapValue {
    const context = heap.openContext();
    const open = context.take(compile('openHub'), slice);
    const reports = listeningPort((report) => {
      // What the hub says has the shape of a report: no rule can speak through this port.
      if (isOpen) listener.report(report as Report);
    });
    const compute = answeringPort(([operation, payload]) => [options.compute(`${operation}`, `${payload}`)]);
    return open.takeSync([[JSON.stringify(options.facts)], reports, compute], slice);
  }
  const makeRoom = (login: number) => {
    const context = heap.openContext();
    const open = context.take(roomScript, slice);
    rooms.set(login, { context, enter: open.takeSync([[login], hub], slice), isSealed: false });
    open.release();
    for (const definition of definitions) context.run(definition, slice);
  };
  const lose = (reason: string, culprit: number | null) => {
    heap.dispose();
    if (!isOpen) return;
    isOpen = false;
    listener.lost(reason, culprit);
  };
  let running: number | null = null;
  const watched = async <T>(work: Promise<T>): Promise<T> => {
    const watch = setTimeout(() => listener.stuck('a thread does not come back', running), slice + PATIENCE);
    try {
      return await work;
    } finally {
      clearTimeout(watch);
    }
  };
  const closeRoom = (login: number) => {
    rooms.get(login)?.enter.release();
    rooms.get(login)?.context.close();
    rooms.delete(login);
  };
  const enterRoom = async (room: Room, login: number, entry: Entry) => {
    running = login;
    const end = await watched<EntryEnd>(room.enter.call([entry], slice));
    running = null;
    return end;
  };
  const take = async (login: number, entry: Entry | 'open') => {
    if (entry === 'open') return makeRoom(login);
    const room = rooms.get(login);
    if (room === undefined) return;
    const end =
      entry[0] === 'close' ? room.enter.callSync([entry], slice) : await enterRoom(room, login, entry);
    if (end.kind === 'lost') return lose(end.reason, login);
    if (end.kind === 'threw') queue.unshift({ login, entry: ['unhandled', login, end.message] });
    else if (isOpen) listener.entered(login);
    const isOver = entry[0] === 'close' || vacant.at(-1) === login;
    if (entry[0] === 'seal' && end.kind === 'returned') {
      rooms.set(login, { ...room, isSealed: true });
      vacant.push(login);
    } else if (entry[0] === 'close' || entry[0] === 'seal') closeRoom(login);
    if (isOver) await countLogin();
  };
  const countLogin = async () => {
    logins += 1;
    if (filled < FILLING && logins % LOGINS_BETWEEN_LOOKS !== 1) return;
    const { part, size } = await watched(heap.usage());
    if (!isOpen) return;
    filled = part;
    if (part > FULL) listener.filled();
    else listener.measured(size);
  };
  const pump = async () => {
    if (isRunning) return;
    isRunning = true;
    for (let next = queue.shift(); next !== undefined && isOpen; next = queue.shift()) {
      try {
        await take(next.login, next.entry);
      } catch (error) {
        lose(
          `a room could not be prepared: ${error instanceof Error ? error.message : 'no reason'}`,
          next.login,
        );
      }
    }
    isRunning = false;
    if (!isOpen) heap.dispose();
    else if (wanted === 'fresh' && spare === null) setImmediate(prepareSpare);
  };
  const prepareSpare = () => {
    if (!isOpen || isRunning || spare !== null) return;
    spare = openRoom();
  };
  const openRoom = () => {
    lastRoom += 1;
    enter(lastRoom, 'open');
    return lastRoom;
  };
  const enter = (login: number, entry: Entry | 'open') => {
    if (!isOpen) return;
    queue.push({ login, entry });
    // Later, so that whoever enters something has taken note of its number when it fails.
    queueMicrotask(pump);
  };

  return {
    takeRoom(manner) {
      const sealed = manner === 'sealed' ? vacant.pop() : undefined;
      if (sealed !== undefined) return sealed;
      wanted = manner;
      const ready = spare;
      spare = null;
      return ready ?? openRoom();
    },
    enter,
    leave(login) {
      const kept = queue.filter((item) => item.login !== login || item.entry === 'open');
      queue.splice(0, queue.length, ...kept);
      // What still runs in a room could be taken for the doing of the next login.
      if (rooms.get(login)?.isSealed !== true || running === login) enter(login, ['close', login]);
      else vacant.push(login);
      if (wanted !== 'sealed') return;
      // Not before nobody asks: under load nobody would ever have one.
      wanted = null;
      const room = openRoom();
      enter(room, ['seal', room]);
    },
    close() {
      isOpen = false;
      if (!isRunning) heap.dispose();
    },
  };
}

interface Room {
  readonly context: HeapContext;
  readonly enter: HeapFunction;
  readonly isSealed: boolean;
}

/** A slice ends the code of a rule; what has not come back this many milliseconds later never will. */
const PATIENCE = 500;
/** The part of the memory above which an isolate is not used for further logins. */
const FULL = 0.7;
/** The part above which is looked after every login: so many more as fit below would not fit above. */
const FILLING = 0.3;
/** Looking costs as much as a login, and what is kept grows slowly. */
const LOGINS_BETWEEN_LOOKS = 8;
