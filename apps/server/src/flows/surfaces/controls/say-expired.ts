import { answerBlocks } from '@backscroll/slack'
import type { Context } from '../../../context.ts'
import { tellPresser, type Waiting } from '../tell-presser.ts'

/** What everybody hears whose press belongs to nothing of theirs: neither that it exists, nor that it does not. */
export const sayExpired = (ctx: Context, press: Waiting): Promise<void> =>
  tellPresser(ctx, press, answerBlocks({ kind: 'failed', reason: 'expired' }))
