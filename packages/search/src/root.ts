/** The place of all tables. Paths are relative to it, with `/` between their parts. */
export interface Root {
  /** What LanceDB connects to for the tables of a shard. */
  shardUri(shard: string): string
  /** How it connects: seconds after which a read looks for newer versions, and how the store is reached. */
  readonly connection: { readConsistencyInterval: number; storageOptions?: Record<string, string> }
  /** Whether a read sees every commit of every process; otherwise who must see the newest asks for it. */
  readonly readsNewest: boolean
  /** Whether of two commits at the same time one is told that it lost; otherwise it overwrites the other. */
  readonly detectsCollisions: boolean
  /** @returns whether there is a file or an object below the path; the empty path is the root. @throws IndexUnavailableError when the store cannot be asked. */
  holds(path: string): Promise<boolean>
  /** Deletes everything below the path. @throws IndexUnavailableError when the store does not do it. */
  remove(path: string): Promise<void>
}
