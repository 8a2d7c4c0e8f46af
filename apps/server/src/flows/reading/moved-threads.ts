import { messagesOf, type SeenThread, type TenantTx, threadSyncsOf } from '@backscroll/db'

/** Threads of one page, sorted by what is to be done. */
export interface MovedThreads {
  /** Slack and the stored replies differ, or every thread was asked for. */
  toRead: SeenThread[]
  /** Slack counts what is stored. */
  unmoved: SeenThread[]
}

/**
 * Decides which threads of a page are read again. `moved` compares the count and the latest reply with what is stored, and with what Slack showed
 * when the thread was last read (our own answers are counted by Slack and not stored), so idle threads cost nothing. Roots that Slack shows
 * without replies, or not at all, are read when replies of theirs are stored.
 */
export async function movedThreads(
  tx: TenantTx,
  channelId: string,
  page: { threads: readonly SeenThread[]; roots: readonly string[]; which: 'all' | 'moved' },
): Promise<MovedThreads> {
  const shown = new Map(page.threads.map((thread) => [thread.rootTs, thread]))
  const stored = await messagesOf(tx).repliesStored(channelId, [...new Set([...page.roots, ...shown.keys()])])
  const known = await threadSyncsOf(tx).known(channelId, [...shown.keys()])
  const toRead: SeenThread[] = []
  const unmoved: SeenThread[] = []
  for (const rootTs of new Set([...shown.keys(), ...stored.keys()])) {
    const atSlack = shown.get(rootTs) ?? { rootTs, replyCount: 0, latestReplyTs: null }
    const before = known.get(rootTs)
    if (page.which === 'all' || (before?.isPending ?? false)) toRead.push(atSlack)
    else if (isSame(atSlack, stored.get(rootTs))) unmoved.push(atSlack)
    else if (!isSame(atSlack, before)) toRead.push(atSlack)
  }
  return { toRead, unmoved }
}

type Counted = Pick<SeenThread, 'replyCount' | 'latestReplyTs'>

const isSame = (a: Counted, b: Counted | undefined): boolean =>
  b !== undefined && a.replyCount === b.replyCount && a.latestReplyTs === b.latestReplyTs
