import type { Outcome } from '../contract.ts'
import { messageIn, seenChannel } from '../deeds/access.ts'
import { installationOf } from '../deeds/install.ts'
import { SlackRefusal } from '../refusal.ts'
import type { ShortcutSeed } from '../seeds.ts'
import { nowTs, type Stage } from '../stage.ts'
import { wireMessage } from '../wire/message.ts'
import type { StoredApp, StoredUser } from '../world/types.ts'
import { personField, placeField, teamFields } from './occasion.ts'
import { postForm } from './post-form.ts'
import { responseUrlOf, ticketFor, triggerIdFor } from './ticket.ts'

/** Shortcuts of one kind of the apps installed in a workspace, with their apps. */
export function shortcutsOf(stage: Stage, teamId: string, type: ShortcutSeed['type']): { app: StoredApp; shortcut: ShortcutSeed }[] {
  return [...stage.state.apps.values()]
    .filter((app) => installationOf(stage.state, app.id, teamId)?.isActive)
    .flatMap((app) => (app.shortcuts ?? []).filter((one) => one.type === type).map((shortcut) => ({ app, shortcut })))
}

function appWith(stage: Stage, person: StoredUser, type: ShortcutSeed['type'], callbackId: string): StoredApp {
  const found = shortcutsOf(stage, person.teamId, type).find(({ shortcut }) => shortcut.callbackId === callbackId)
  if (!found) throw new SlackRefusal('shortcut_not_found') // ours: nobody can choose what is not in the menu
  return found.app
}

async function tell(stage: Stage, app: StoredApp, payload: Record<string, unknown>): Promise<Outcome> {
  const answer = await postForm(stage, app, app.interactionsUrl, { payload: JSON.stringify(payload) })
  return answer.error ? { ok: false, error: answer.error } : { ok: true }
}

/** Chooses a shortcut in the menu of a message: `message_action` to its app, which need not be in the channel. */
export function useMessageShortcut(
  stage: Stage,
  { person, channelId, ts, callbackId }: { person: StoredUser; channelId: string; ts: string; callbackId: string },
): Promise<Outcome> {
  const app = appWith(stage, person, 'message', callbackId)
  const record = seenChannel(stage, channelId, person.id)
  const message = messageIn(record, ts)
  const place = { appId: app.id, teamId: person.teamId, userId: person.id }
  // what is answered stands beside the message: nothing of a person can be replaced
  const ticket = ticketFor(stage, { ...place, channelId, messageTs: null, replyTs: null, threadTs: message.threadTs })
  const { username: _username, ...user } = personField(person)
  return tell(stage, app, {
    type: 'message_action',
    callback_id: callbackId,
    trigger_id: triggerIdFor(stage, { ...place, viewId: null }),
    message_ts: ts,
    response_url: responseUrlOf(stage, ticket),
    message: wireMessage(stage, record, message),
    ...teamFields(stage, place),
    user,
    channel: placeField(record),
    action_ts: nowTs(stage),
  })
}

/** Chooses a global shortcut: `shortcut` to its app, without any place and without a response_url. */
export function useGlobalShortcut(stage: Stage, { person, callbackId }: { person: StoredUser; callbackId: string }): Promise<Outcome> {
  const app = appWith(stage, person, 'global', callbackId)
  const place = { appId: app.id, teamId: person.teamId, userId: person.id }
  const { name: _name, ...user } = personField(person)
  return tell(stage, app, {
    type: 'shortcut',
    callback_id: callbackId,
    trigger_id: triggerIdFor(stage, { ...place, viewId: null }),
    ...teamFields(stage, place),
    user,
    action_ts: nowTs(stage),
  })
}
