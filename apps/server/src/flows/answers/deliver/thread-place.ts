import type { ChannelId, MessageTs, TeamId, UserId } from '@backscroll/core'
import { isRefusal, type RenderedAnswer, type SlackGateway, statementMarkdown } from '@backscroll/slack'
import type { Telemetry } from '../../../telemetry.ts'
import type { Place, Shown } from './place.ts'
import { streamWriter } from './stream-writer.ts'

export interface ThreadPlaceOptions {
  gateway: SlackGateway
  telemetry: Telemetry
  teamId: TeamId
  channelId: ChannelId
  threadTs: MessageTs
  askerId: UserId
  /** A message of an earlier try that was killed: it becomes the answer. */
  earlier: MessageTs | null
}

/** A thread: a status line at once, statements as they are checked, and at the end one message with sources and buttons. */
export function threadPlace({ gateway, telemetry, teamId, channelId, threadTs, askerId, earlier }: ThreadPlaceOptions): Place {
  const trouble = (error: unknown) => telemetry.notice('an answer could not be shown early', { teamId, err: error })
  let early = 0
  // searching does not wait for the status line, but what is said comes behind it: a status that comes last would stay
  let status: Promise<void> = Promise.resolve()
  const place = { channelId, threadTs, recipient: { userId: askerId, teamId }, after: () => status }
  const stream = streamWriter(gateway, place, trouble)
  return {
    stopped: stream.stopped,
    working(said) {
      status = gateway.setStatus({ channelId, threadTs, status: said }).catch(trouble)
    },
    show({ statements, sourceOf }) {
      if (earlier) return
      early += statements.length
      for (const statement of statements) stream.add(statementMarkdown(statement, sourceOf))
    },
    async finish({ message, below, statements }): Promise<Shown> {
      const isWhole = below !== null && statements === early
      await status
      const streamed = await stream.close(isWhole ? below : [])
      const begun = streamed ?? (earlier ? { ts: earlier, isWhole: false } : null)
      if (!begun) {
        const posted = await gateway.postMessage({ channelId, threadTs, ...message })
        return { channelId: posted.channelId, ts: posted.ts, userId: null, responseUrl: null }
      }
      if (!isWhole || !begun.isWhole) await replace(gateway, { channelId, ts: begun.ts }, message)
      return { channelId, ts: begun.ts, userId: null, responseUrl: null }
    },
  }
}

/** Changes a message that may still be streaming: a worker was killed before it could close it. */
async function replace(gateway: SlackGateway, at: { channelId: ChannelId; ts: MessageTs }, message: RenderedAnswer): Promise<void> {
  try {
    await gateway.updateMessage({ ...at, ...message })
  } catch (error) {
    if (!isRefusal(error, 'streaming_state_conflict', 'cant_update_message')) throw error
    await gateway.stopStream(at)
    await gateway.updateMessage({ ...at, ...message })
  }
}
