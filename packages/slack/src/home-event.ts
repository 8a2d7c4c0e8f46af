import { z } from 'zod'
import type { Delivery } from './delivery.ts'
import { channelField, userField } from './fields.ts'
import { parseAs } from './parse.ts'
import { type IgnoredEvent, ignored, type SlackEvent } from './slack-event.ts'

const homeFields = z.looseObject({ user: userField, channel: channelField })
const TABS = ['home', 'messages'] as const

/** Reads `app_home_opened`; an event without a tab is about the Home tab, another tab shows nothing of ours. */
export function homeOpened({ event }: Delivery): SlackEvent | IgnoredEvent {
  const tab = TABS.find((name) => name === (event.tab || 'home'))
  if (!tab) return ignored('home-opened:other-tab')
  const { user, channel } = parseAs(homeFields, event, 'The opened Home')
  return { kind: 'home-opened', userId: user, tab, channelId: channel }
}
