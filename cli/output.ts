import { once } from 'node:events';
import { styleText } from 'node:util';
import type { FramePart } from '../grammar/index.ts';
import type { TraceStyle } from '../runtime/index.ts';

/** Where a command writes to: results to stdout, everything that is said about them to stderr. */
export interface Output {
  /** Part of the result; resolves when there is room for more. */
  result(text: string): Promise<void>;
  /** A line for people; nothing when they asked for quiet. */
  say(line: string): void;
  /** A line for people about something that went wrong; never held back. */
  warn(line: string): void;
  readonly isQuiet: boolean;
  /** Colours for the result. */
  readonly paint: Paint;
  /** Columns of the terminal; without an end where there is none. */
  readonly columns: number;
}

export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'blue' | 'dim' | 'bold' | 'plain';
export type Paint = (colour: Colour, text: string) => string;

export interface OutputOptions {
  readonly color: boolean;
  readonly quiet: boolean;
}

/** The standard streams. Colours are left out when stdout is no terminal, or `NO_COLOR` or the options say so. */
export function createOutput({ color, quiet }: OutputOptions): Output {
  const { stdout, stderr } = process;
  return {
    async result(text) {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    say(line) {
      if (!quiet) stderr.write(`${line}\n`);
    },
    warn(line) {
      stderr.write(`${line}\n`);
    },
    isQuiet: quiet,
    paint: color ? (colour, text) => paintFor(stdout, colour, text) : (_, text) => text,
    columns: stdout.columns ?? (Number(process.env.COLUMNS) || Number.POSITIVE_INFINITY),
  };
}

/** Colours for the parts of a diagnostic's frame. */
export function frameStyle(paint: Paint): (part: FramePart, text: string) => string {
  return (part, text) => paint(FRAME_COLOURS[part], text);
}

/** Colours for a trace. */
export function traceStyle(paint: Paint): TraceStyle {
  return (part, text) => paint(TRACE_COLOURS[part], text);
}

const FRAME_COLOURS: Readonly<Record<FramePart, Colour>> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
  message: 'bold',
  place: 'blue',
  gutter: 'dim',
  help: 'green',
  docs: 'dim',
};

const TRACE_COLOURS: Readonly<Record<Parameters<TraceStyle>[0], Colour>> = {
  granted: 'green',
  refused: 'red',
  doubt: 'yellow',
  quiet: 'dim',
  strong: 'bold',
};

function paintFor(stream: NodeJS.WriteStream, colour: Colour, text: string): string {
  return colour === 'plain' || text === '' ? text : styleText(colour, text, { stream, validateStream: true });
}
