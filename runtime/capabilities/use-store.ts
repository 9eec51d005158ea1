import type { Deed } from '../report/effect.ts';
import { patchUser } from '../store/patch-user.ts';
import type { StoredRecords, UserPatch } from '../store/store.ts';
import type { Answer, CapabilityError, Operations, UserRecord } from './capability.ts';
import { badPayload, personTooLong } from './capability-errors.ts';
import { findDataRefusal, findUpdateRefusal } from './check-data.ts';
import { readKey, readStoredValue, readUserId, readUserUpdate } from './read-payload.ts';

/** The operations that have to do with what is stored. */
export type StoreOperation = Exclude<keyof Operations, 'fetch'>;

interface Asker {
  readonly records: StoredRecords;
  /** Whose login it is, as it came. */
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
      const patch = await records.getUser(id);
      return give(patch === null && person?.user_id !== id ? null : asStored(id, person, patch));
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
  const patch = await records.updateUser(update);
  if (patch === null) return refuse(personTooLong());
  record({ effect: 'update_user', field: update.field, names: Object.keys(update.changes) });
  return give(asStored(update.id, person, patch));
}

/** Of anybody else than the person of the login, nothing is known but what was changed. */
function asStored(id: string, person: UserRecord | null, patch: UserPatch | null): UserRecord {
  return patchUser(person?.user_id === id ? person : { user_id: id }, patch);
}

function give(value: unknown): Answer {
  return { ok: true, value };
}

function refuse(error: CapabilityError): Answer {
  return { ok: false, error };
}
