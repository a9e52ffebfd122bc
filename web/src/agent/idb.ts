/** Two stores: what waits to be sent, and what was last read. */
type Store = 'outbox' | 'seen'

let opening: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('trame-agent', 1)
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('outbox')
      asked.result.createObjectStore('seen')
    }
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
  return opening
}

async function run<T>(
  store: Store,
  mode: IDBTransactionMode,
  ask: (of: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode)
    const asked = ask(transaction.objectStore(store))
    transaction.oncomplete = () => resolve(asked.result)
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}

export const put = (store: Store, key: string, value: unknown) =>
  run(store, 'readwrite', (of) => of.put(value, key))
export const drop = (store: Store, key: string) => run(store, 'readwrite', (of) => of.delete(key))
export const allOf = <T>(store: Store): Promise<T[]> =>
  run(store, 'readonly', (of) => of.getAll() as IDBRequest<T[]>)
export const get = <T>(store: Store, key: string): Promise<T | undefined> =>
  run(store, 'readonly', (of) => of.get(key) as IDBRequest<T | undefined>)
