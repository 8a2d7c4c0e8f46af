import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { COMPILE_CACHE } from './compile-cache.ts'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** What a verb of the program came to. */
export interface VerbResult {
  code: number
  stdout: string
  stderr: string
  /** The last line of standard output, parsed; undefined when it is no JSON. */
  json: Record<string, unknown> | undefined
}

/** Runs one operator's verb in a process of its own, with these settings and no others. */
export function runVerb(env: Record<string, string>, ...args: string[]): Promise<VerbResult> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env: { ...env, ...COMPILE_CACHE }, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr, json: parsed(stdout.trimEnd().split('\n').at(-1) ?? '') })
    })
  })
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
