import { openMemoryStore, type Store } from '../../runtime/index.ts';

/**
 * A store in memory that begins anew when told to, and costs nothing as long as nobody needs it. Messages stay in it: nobody
 * is ever given one to deliver.
 */
export function openForgetfulStore(): Store & { readonly forget: () => void } {
  let opened: Store | null = null;
  const current = () => {
    opened ??= openMemoryStore();
    return opened;
  };
  return {
    forget: () => (opened = null),
    getUser: async (id) => opened?.getUser(id) ?? null,
    updateUser: async (...given) => current().updateUser(...given),
    getValue: async (...given) => current().getValue(...given),
    setValue: async (...given) => current().setValue(...given),
    deleteValue: async (...given) => current().deleteValue(...given),
    put: async (...given) => current().put(...given),
    take: async (...given) => current().take(...given),
    readCount: async (...given) => opened?.readCount(...given) ?? 0,
    commit: async (...given) => current().commit(...given),
    claimMessages: async () => [],
    settleMessage: async () => {},
    nextMessageAt: async () => null,
    listGivenUp: async () => [],
    hasEntry: async (...given) => current().hasEntry(...given),
    addEntry: async (...given) => current().addEntry(...given),
    removeEntry: async (...given) => current().removeEntry(...given),
    listEntries: async (...given) => current().listEntries(...given),
    addSample: async (...given) => current().addSample(...given),
    listSamples: async (...given) => current().listSamples(...given),
    close: async () => {},
  };
}
