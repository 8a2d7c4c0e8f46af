import type { Context } from '../../../context.ts'
import type { Presser } from '../presser.ts'
import type { Waiting } from '../tell-presser.ts'

/** A control that somebody of the workspace has pressed. `value` is request data: it names something and proves nothing. */
export interface Press extends Presser, Waiting {
  triggerId: string
  /** Which control it is. */
  actionId: string
  value: string
  isEphemeral: boolean
}

/** What a control does. */
export type Control = (ctx: Context, press: Press) => Promise<void>
