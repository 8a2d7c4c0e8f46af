import type { Received } from '@backscroll/contracts'
import type { Context } from '../../context.ts'
import { actorOf } from '../access/actor-of.ts'
import type { Caller } from '../access/caller.ts'
import { controlRun } from '../reading/control-run.ts'

const COMMANDS = { running: 'resume', paused: 'pause', cancelled: 'cancel' } as const

/** Pauses, resumes or ends the reading that is going on. @throws NotFoundError when none is. */
export const changeRun = (ctx: Context, caller: Caller, { state }: Received<'changeRun'>['body']): Promise<void> =>
  controlRun(ctx, caller.teamId, { command: COMMANDS[state], ...actorOf(caller) })
