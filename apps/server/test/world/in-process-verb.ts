import { vi } from 'vitest'
import { runProgram } from '../../src/program.ts'

/** What a verb came to that ran in this process. */
export interface RanVerb {
  code: number
  stdout: string
  stderr: string
  json: unknown
}

/** Runs verbs in this process, one at a time, over one database: quicker than a process each. Not for verbs that serve. */
export async function inProcessVerb(databaseUrl: string, ...args: string[]): Promise<RanVerb> {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text)
      return true
    }),
  )
  const before = process.exitCode
  vi.stubEnv('DATABASE_URL', databaseUrl)
  try {
    process.exitCode = undefined
    await runProgram(['node', 'backscroll', ...args])
    return {
      code: Number(process.exitCode ?? 0),
      ...written,
      json: args.includes('--json') && written.stdout ? JSON.parse(written.stdout) : undefined,
    }
  } finally {
    process.exitCode = before
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
}
