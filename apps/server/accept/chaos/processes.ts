import type { ServiceVerb } from '../../src/index.ts'
import { type ChildServer, startServer } from '../../test/world/child-server.ts'

/** A process of the program that can be killed and comes back. */
export interface Mortal {
  /** Ends it as a power cut does and starts it anew. Resolves when it is up again. */
  killAndRevive(): Promise<void>
  /** Resolves at once while it is up, else when it is. */
  up(): Promise<void>
  kill(): Promise<void>
}

/** Starts a verb that lives until it is killed for good. */
export async function startMortal(verb: ServiceVerb, env: Record<string, string>): Promise<Mortal> {
  let current: ChildServer = await startServer(verb, env)
  let rising: Promise<unknown> = Promise.resolve()
  return {
    async killAndRevive() {
      const revival = current.kill().then(async () => {
        current = await startServer(verb, env)
      })
      rising = revival
      await revival
    },
    up: async () => void (await rising),
    kill: () => current.kill(),
  }
}
