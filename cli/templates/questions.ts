import { createInterface } from 'node:readline/promises';

/** Somebody who can be asked. */
export interface Questions {
  /** The answer, without the space around it; null when there will be no more: Ctrl-C, or the input has ended. */
  ask(question: string): Promise<string | null>;
  say(line: string): void;
  close(): void;
}

/** The streams of a terminal, or what stands for one. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Asks line by line. What is typed ahead is kept for the next question. */
export function openQuestions({ input, output }: Terminal): Questions {
  const reader = createInterface({ input, output });
  const lines = reader[Symbol.asyncIterator]();
  let isClosed = false;
  reader.on('SIGINT', () => {
    output.write('\n');
    reader.close();
  });
  reader.on('close', () => {
    isClosed = true;
  });
  return {
    async ask(question) {
      reader.setPrompt(`${question} `);
      // After the end of the input there still can be lines that nobody has taken.
      if (isClosed) output.write(`${question} `);
      else reader.prompt();
      const { value, done } = await lines.next();
      return done === true ? null : String(value).trim();
    },
    say: (line) => void output.write(`${line}\n`),
    close: () => reader.close(),
  };
}

/** The terminal of this process; null where there is none, as in a pipe. */
export function standardTerminal(): Terminal | null {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY ? { input: stdin, output: stderr } : null;
}
