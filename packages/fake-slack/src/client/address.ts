import type { Viewer } from './viewer.ts'

const query = (viewer: Viewer, fields: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries({ as: viewer.user.id, ...fields }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `?${new URLSearchParams(given).toString()}`
}

/** The page of a channel, with a thread opened, at an older or newer place, or at a tab of an app. */
export const channelAddress = (
  viewer: Viewer,
  channelId: string,
  place: { thread_ts?: string; before?: string; after?: string; tab?: string } = {},
): string => `/${viewer.workspace.domain}/archives/${channelId}${query(viewer, place)}`

/** The page of one message, as permalinks open it. */
export const messageAddress = (viewer: Viewer, channelId: string, ts: string): string =>
  `/${viewer.workspace.domain}/archives/${channelId}/p${ts.replace('.', '')}${query(viewer, {})}`

/** The log of what was sent to apps. */
export const deliveriesAddress = (viewer: Viewer): string => `/${viewer.workspace.domain}/_deliveries${query(viewer, {})}`
