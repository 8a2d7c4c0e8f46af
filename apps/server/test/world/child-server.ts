import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ServiceVerb } from '../../src/index.ts'
import { COMPILE_CACHE } from './compile-cache.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** A server in a process of its own. */
export interface ChildServer {
  /** Ends it as a power cut does, and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to end. @returns its exit code. */
  stop(): Promise<number | null>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a verb of the program and resolves when it says that it is up. */
export async function startServer(verb: ServiceVerb, env: Record<string, string>): Promise<ChildServer> {
  const child = spawn(process.execPath, [MAIN, verb], {
    env: { LOG_LEVEL: 'error', ...env, ...COMPILE_CACHE },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await isUp(child, verb)
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return ended
  }
  return {
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}

function isUp(child: ChildProcess, verb: ServiceVerb): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/Backscroll (works|listens)/.test(said)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`${verb} ended with ${code} before it was up: ${said.slice(-800)}`)))
  })
}
