import { type ChannelId, type MessageTs, SlackRateLimitedError, SlackRefusedError, type TeamId, type UserId } from '@backscroll/core'
import { isRefusal, type SlackBlock, type SlackGateway } from '@backscroll/slack'

/** A message that grows in a thread. */
export interface StreamWriter {
  /** Adds text as soon as what came before is shown; texts that wait travel together. */
  add(markdown: string): void
  /** Null while nothing is shown. Aborts when the person pressed Stop. */
  readonly stopped: AbortSignal
  /**
   * Waits for what is on its way and closes the stream. @param blocks what stands below.
   * @returns where it stands, and whether all of it does; null when Slack did not let it begin.
   */
  close(blocks: readonly SlackBlock[]): Promise<{ ts: MessageTs; isWhole: boolean } | null>
}

export interface StreamPlace {
  channelId: ChannelId
  threadTs: MessageTs
  recipient: { userId: UserId; teamId: TeamId }
  /** What has to be over before the stream begins. */
  after: () => Promise<void>
}

/**
 * Streams into a thread, one call at a time. Slack lets a workspace begin about twenty streams a minute: when it refuses, nothing is shown
 * early and the whole answer comes at the end. No failure here fails the answer.
 */
export function streamWriter(gateway: SlackGateway, { after, ...place }: StreamPlace, onTrouble: (error: unknown) => void): StreamWriter {
  const stop = new AbortController()
  let waiting = ''
  let ts: MessageTs | null = null
  let isOver = false
  let running: Promise<void> | null = null

  const send = async (): Promise<void> => {
    try {
      await after()
      while (waiting !== '' && !isOver) {
        const markdown = waiting
        waiting = ''
        if (ts === null) ts = (await gateway.startStream(place)).ts
        await gateway.appendStream({ channelId: place.channelId, ts, markdown })
      }
    } catch (error) {
      isOver = true
      if (isRefusal(error, 'stopped_by_user')) stop.abort(new Error('the person stopped the answer'))
      else if (!(error instanceof SlackRateLimitedError) && !isRefusal(error, 'message_not_in_streaming_state', 'message_not_found'))
        onTrouble(error)
    } finally {
      running = null
    }
  }

  return {
    stopped: stop.signal,
    add(markdown) {
      if (isOver) return
      waiting += markdown
      running ??= send()
    },
    async close(blocks) {
      while (running) await running
      if (ts === null) return null
      try {
        await gateway.stopStream({ channelId: place.channelId, ts, ...(blocks.length > 0 ? { blocks } : {}) })
        return { ts, isWhole: !isOver }
      } catch (error) {
        if (!(error instanceof SlackRefusedError)) onTrouble(error)
        return { ts, isWhole: false }
      }
    },
  }
}
