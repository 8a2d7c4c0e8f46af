import { channelId, type MessageTs, messageTs, type TeamId, unreachable, userId } from '@backscroll/core'
import type { Question } from '@backscroll/db'
import type { Context } from '../../../context.ts'
import { channelPlace } from './channel-place.ts'
import type { Place } from './place.ts'
import { privatePlace } from './private-place.ts'
import { threadPlace } from './thread-place.ts'

/** Where the answer to a question appears. @param earlier a message of ours that an earlier try has left in its thread. */
export async function openPlace(ctx: Context, teamId: TeamId, question: Question, earlier: MessageTs | null): Promise<Place> {
  const { surface, responseUrl } = question
  const common = { channelId: channelId(question.channelId), askerId: userId(question.askerId), responseUrl }
  const gateway = () => ctx.slack(teamId)
  switch (surface) {
    case 'command':
    case 'shortcut':
    case 'dashboard':
    case 'api':
      return privatePlace({ ...common, gateway, apiUrl: ctx.config.SLACK_API_URL })
    case 'askall':
      return channelPlace({ ...common, gateway, apiUrl: ctx.config.SLACK_API_URL })
    case 'mention':
    case 'thread':
    case 'dm':
    case 'home': {
      const thread = messageTs(question.threadTs ?? '')
      return threadPlace({ ...common, gateway: await gateway(), telemetry: ctx.telemetry, teamId, threadTs: thread, earlier })
    }
    default:
      return unreachable(surface)
  }
}
