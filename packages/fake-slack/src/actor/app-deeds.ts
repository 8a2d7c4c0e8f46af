import type { Actor } from '../contract.ts'
import { ownChannel, seenChannel } from '../deeds/access.ts'
import { appConversation, changeContext, openTab } from '../deeds/app-home.ts'
import { stopByPerson } from '../deeds/streams.ts'
import { topView } from '../deeds/view-stack.ts'
import { closeView } from '../interactions/close-view.ts'
import { fillInMessage, pressInMessage } from '../interactions/press.ts'
import { pressInHome, pressInModal } from '../interactions/press-in-view.ts'
import { useGlobalShortcut, useMessageShortcut } from '../interactions/shortcut.ts'
import { runSlashCommand } from '../interactions/slash.ts'
import { submitView } from '../interactions/submit-view.ts'
import type { Stage } from '../stage.ts'
import type { StoredUser } from '../world/types.ts'
import { worldOf } from '../world/view.ts'

type AppDeeds = Pick<
  Actor,
  | 'openHome'
  | 'openMessagesTab'
  | 'lookAt'
  | 'slash'
  | 'press'
  | 'fill'
  | 'shortcut'
  | 'globalShortcut'
  | 'view'
  | 'submit'
  | 'closeView'
  | 'pressInView'
  | 'pressInHome'
  | 'stopStream'
  | 'prompts'
>

function visible(stage: Stage, channelId: string, userId: string): void {
  const record = seenChannel(stage, channelId, userId)
  if (record.channel.isPrivate) ownChannel(stage, channelId, userId)
}

/** What a person does with apps: commands, buttons, menus, shortcuts, modals, the two tabs, streams. */
export function appDeeds(stage: Stage, person: () => StoredUser): AppDeeds {
  const world = worldOf(stage)
  return {
    openHome: (botUserId) => openTab(stage, person(), botUserId, 'home'),
    openMessagesTab: (botUserId) => openTab(stage, person(), botUserId, 'messages'),
    lookAt(botUserId, channelId) {
      seenChannel(stage, channelId, person().id)
      changeContext(stage, person(), botUserId, channelId)
    },
    slash: (channelId, command, text, options = {}) =>
      runSlashCommand(stage, { person: person(), channelId, command, text, escaped: options.escaped ?? true }),
    async press(channelId, ts, actionId, value) {
      visible(stage, channelId, person().id)
      return pressInMessage(stage, { person: person(), channelId, ts, actionId, given: value ?? null })
    },
    fill(channelId, ts, actionId, value) {
      visible(stage, channelId, person().id)
      fillInMessage(stage, { person: person(), channelId, ts, actionId, given: value })
    },
    async shortcut(channelId, ts, callbackId) {
      visible(stage, channelId, person().id)
      return useMessageShortcut(stage, { person: person(), channelId, ts, callbackId })
    },
    globalShortcut: async (callbackId) => useGlobalShortcut(stage, { person: person(), callbackId }),
    view() {
      const open = topView(stage, person().id)
      return open ? { view: open.view, errors: open.errors, trouble: open.trouble } : null
    },
    submit: (values = {}) => submitView(stage, person(), values),
    closeView: async (reach = 'top') => closeView(stage, person(), reach),
    pressInView: async (actionId, value) => pressInModal(stage, { person: person(), actionId, given: value ?? null }),
    async pressInHome(botUserId, actionId, value) {
      const { appId } = appConversation(stage, person(), botUserId)
      return pressInHome(stage, appId, { person: person(), actionId, given: value ?? null })
    },
    stopStream: (channelId, ts) => stopByPerson(stage, ownChannel(stage, channelId, person().id), ts, person().id),
    prompts(channelId, threadTs) {
      return world.prompts(ownChannel(stage, channelId, person().id).channel.id, threadTs)?.prompts ?? []
    },
  }
}
