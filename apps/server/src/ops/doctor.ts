import { AppError } from '@backscroll/core'
import { Command } from 'commander'
import { type Environment, processEnvironment, readServiceConfig } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { brokenSystem, readSystem, type SystemReport } from '../flows/operating/read-system.ts'
import type { SystemPart } from '../flows/operating/system-part.ts'
import { openLog } from '../telemetry/open-log.ts'
import { report, say } from './terminal.ts'

/** `doctor`: looks at every part of an installation and says what to do about what is wrong. Changes nothing: no migration, no job. */
export const doctorVerb = (): Command =>
  new Command('doctor')
    .description('look at settings, database, search index, models, Slack, clock and disk; exit code 1 when something is wrong')
    .option('--json', 'one JSON object on standard output')
    .action(async (options: { json?: boolean }) => {
      const found = await examine(processEnvironment())
      const ok = found.parts.every(({ state }) => state === 'ok')
      if (!ok) process.exitCode = 1
      report({ ok, ...found }, options, found.parts.flatMap(linesOf).concat('', `${found.score} of 100: ${found.state}.`))
    })

/** Looks at the installation that these settings describe; settings that cannot be used are what it finds then. */
export async function examine(env: Environment): Promise<SystemReport> {
  let ctx: Context
  try {
    ctx = await openContext(readServiceConfig(env), { log: openLog('silent'), database: 'as-is' })
  } catch (error) {
    const problem = error instanceof AppError ? error.message : 'Backscroll cannot be opened.'
    if (!(error instanceof AppError)) say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    const remedy = 'Correct this first: nothing else can be looked at before. infra/env.example describes each setting.'
    return brokenSystem('config', { problem, remedy }, Date.now())
  }
  try {
    return await readSystem(ctx, 'probing')
  } finally {
    await ctx.close()
  }
}

function linesOf({ part, state, issues, facts }: SystemPart): string[] {
  const known = Object.entries(facts).map(([name, value]) => `${name} ${value ?? 'unknown'}`)
  return [
    `${state === 'ok' ? 'ok   ' : 'ISSUE'} ${part.padEnd(9)} ${known.join(', ')}`,
    ...issues.flatMap(({ problem, remedy }) => [`      ${problem}`, `      -> ${remedy}`]),
  ]
}
