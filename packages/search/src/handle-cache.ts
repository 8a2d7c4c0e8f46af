/** Something that is opened once, shared, and closed when nobody uses it. */
interface Closable {
  close(): void
}

interface Entry<Handle> {
  handle: Promise<Handle>
  users: number
}

/** Open handles by key, least recently used first to go. */
export interface HandleCache<Handle> {
  /** Opens at most once however many ask at the same time; a failed opening is not remembered. */
  use<Result>(key: string, open: () => Promise<Handle>, work: (handle: Handle) => Promise<Result>): Promise<Result>
  /** The next `use` opens again; a handle in use is closed when its last user is done. */
  forget(key: string): void
  /** Forgets every handle. */
  clear(): void
  size(): number
}

/** Keeps at most `maxHandles` idle or busy handles; one in use is never closed. */
export function createHandleCache<Handle extends Closable>(maxHandles: number): HandleCache<Handle> {
  const entries = new Map<string, Entry<Handle>>()
  const close = (entry: Entry<Handle>): void => {
    entry.handle.then(
      (handle) => handle.close(),
      () => {},
    )
  }
  const evict = (): void => {
    for (const [key, entry] of entries) {
      if (entries.size <= maxHandles) return
      if (entry.users > 0) continue
      entries.delete(key)
      close(entry)
    }
  }
  const newEntry = (key: string, handle: Promise<Handle>): Entry<Handle> => {
    const entry = { handle, users: 0 }
    handle.catch(() => {
      if (entries.get(key) === entry) entries.delete(key)
    })
    return entry
  }
  const forget = (key: string): void => {
    const entry = entries.get(key)
    entries.delete(key)
    if (entry?.users === 0) close(entry)
  }
  return {
    async use(key, open, work) {
      const entry = entries.get(key) ?? newEntry(key, open())
      entries.delete(key)
      entries.set(key, entry)
      entry.users += 1
      try {
        return await work(await entry.handle)
      } finally {
        entry.users -= 1
        if (entry.users === 0 && entries.get(key) !== entry) close(entry)
        evict()
      }
    },
    forget,
    clear() {
      for (const key of entries.keys()) forget(key)
    },
    size: () => entries.size,
  }
}
