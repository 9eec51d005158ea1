import type { Deed } from '../report/effect.ts';
import type { Answer, CapabilityError, Operations, UserRecord } from './capability.ts';
import { badPayload, personTooLong } from './capability-errors.ts';
import { findDataRefusal, findUpdateRefusal } from './check-data.ts';
import { readKey, readStoredValue, readUserId, readUserUpdate } from './read-payload.ts';
import type { StoredRecords } from './store.ts';

/** The operations that have to do with what is stored. */
export type StoreOperation = Exclude<keyof Operations, 'fetch'>;

interface Asker {
  readonly records: StoredRecords;
  readonly person: UserRecord | null;
  readonly record: (deed: Deed) => void;
}

/** Answers an operation on stored records. Rejects when the store does. */
export async function useStore(operation: StoreOperation, payload: unknown, asker: Asker): Promise<Answer> {
  const { records, person } = asker;
  switch (operation) {
    case 'users.update':
      return updateUser(payload, asker);
    case 'users.get': {
      const id = readUserId(payload);
      if (id === null) return refuse(badPayload({ operation, wants: '`id`' }));
      return give((await records.getUser(id)) ?? (person?.user_id === id ? person : null));
    }
    case 'store.get': {
      const key = readKey(payload);
      return key === null
        ? refuse(badPayload({ operation, wants: '`key`' }))
        : give(await records.getValue(key));
    }
    case 'store.set': {
      const stored = readStoredValue(payload);
      if (stored === null) {
        return refuse(badPayload({ operation, wants: '`key`, `value`, and seconds as `lasts` or nothing' }));
      }
      const error = findDataRefusal(stored.value);
      if (error !== null) return refuse(error);
      await records.setValue(stored.key, stored.value, stored.lasts);
      return give(null);
    }
    case 'store.delete': {
      const key = readKey(payload);
      if (key === null) return refuse(badPayload({ operation, wants: '`key`' }));
      await records.deleteValue(key);
      return give(null);
    }
  }
}

async function updateUser(payload: unknown, { records, person, record }: Asker): Promise<Answer> {
  const update = readUserUpdate(payload);
  if (update === null) {
    const wants = '`id`, `field`, which is `app_metadata` or `user_metadata`, and `changes`';
    return refuse(badPayload({ operation: 'users.update', wants }));
  }
  const error = findUpdateRefusal(update);
  if (error !== null) return refuse(error);
  const user = await records.updateUser(update, person?.user_id === update.id ? person : null);
  if (user === null) return refuse(personTooLong());
  record({ effect: 'update_user', field: update.field, names: Object.keys(update.changes) });
  return give(user);
}

function give(value: unknown): Answer {
  return { ok: true, value };
}

function refuse(error: CapabilityError): Answer {
  return { ok: false, error };
}
