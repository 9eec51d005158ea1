import type { ListDefinition, Policy, ScheduleDefinition } from '../../grammar/index.ts';
import type { Schedule, Type, Value } from '../../stdlib/index.ts';
import type { Answers } from './look-ups.ts';

/** What a sentence is read against: the policy, the login as it stands, the clock, and the variables in reach. */
export interface Scene {
  readonly policy: Policy;
  readonly user: unknown;
  readonly context: unknown;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly variables: ReadonlyMap<string, Variable>;
  /** What is known of the world outside. */
  readonly answers: Answers;
}

export interface Variable {
  readonly type: Type;
  readonly value: Value;
}

/** The items of a named list, as its author wrote them, and their type. */
export function readList(list: ListDefinition): { readonly type: Type; readonly items: readonly string[] } {
  return { type: namedType(list.of?.text ?? 'text'), items: list.items.map((item) => item.text) };
}

/** The type that an author names: `email`, `list of role`. */
export function namedType(name: string): Type {
  if (name.startsWith('list of ')) return { kind: 'list', of: namedType(name.slice('list of '.length)) };
  return { kind: name } as Type;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A schedule out of the words of its author. */
export function readSchedule(written: ScheduleDefinition, policy: Policy): Schedule {
  return {
    days: readDays(written.days?.text ?? 'mon-sun'),
    from: readTime(written.from?.text ?? '00:00'),
    to: readTime(written.to?.text ?? '24:00'),
    timezone: written.timezone?.text ?? policy.timezone?.text ?? 'UTC',
    except: written.except.map((date) => date.text),
  };
}

function readDays(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [first = '', last = first] = part.trim().split('-');
    const from = DAYS.indexOf(first) + 1;
    const to = DAYS.indexOf(last) + 1;
    const length = ((to - from + 7) % 7) + 1;
    return Array.from({ length }, (_, index) => ((from - 1 + index) % 7) + 1);
  });
}

function readTime(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
