import type { Context } from '../../../context.ts'
import { askAgain } from '../ask-again.ts'
import type { Asked } from '../find-asked.ts'
import { tellPresser, type Waiting } from '../tell-presser.ts'

const WHY =
  'Some of what this answer comes from cannot be read by everybody in this channel, so it stays with you. I am answering again from what everybody here can read; you see that first, and can share it then.'
const NOT_KEPT = 'Some of what this answer comes from cannot be read by everybody in this channel, so it stays with you.'

/** Answers again for everybody in the channel, shows it to the asker first, and says why. */
export async function proposeAnother(ctx: Context, { question }: Asked, asker: Waiting): Promise<void> {
  const isKept = question.text !== '' && question.surface !== 'shortcut'
  await tellPresser(ctx, asker, { text: isKept ? WHY : NOT_KEPT })
  if (isKept)
    await askAgain(ctx, {
      teamId: asker.teamId,
      parent: question,
      askerId: question.askerId,
      text: question.text,
      replaces: '',
      audience: 'channel',
    })
}
