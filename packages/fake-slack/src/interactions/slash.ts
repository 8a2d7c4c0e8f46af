import type { Outcome } from '../contract.ts'
import { seenChannel } from '../deeds/access.ts'
import { installationOf } from '../deeds/install.ts'
import { showEphemeral } from '../deeds/show-ephemeral.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import { storedFromPerson } from '../wire/compose.ts'
import type { ChannelRecord } from '../world/state.ts'
import type { StoredApp, StoredUser } from '../world/types.ts'
import { placeName } from './occasion.ts'
import { answerObject, postForm } from './post-form.ts'
import { respond } from './respond.ts'
import { responseUrlOf, ticketFor, triggerIdFor } from './ticket.ts'

interface Command {
  person: StoredUser
  channelId: string
  command: string
  text: string
  /** Send mentions as tokens (`should_escape` of the manifest). */
  escaped: boolean
}

function appWithCommand(stage: Stage, teamId: string, command: string): StoredApp | undefined {
  return [...stage.state.apps.values()].find(
    (app) => installationOf(stage.state, app.id, teamId)?.isActive && app.slashCommands?.some((one) => one.command === command),
  )
}

/** Mentions in a command carry their name: `<@U1|ada>`. */
function escapedText(stage: Stage, teamId: string, text: string): string {
  return storedFromPerson(stage, teamId, text).replace(
    /<@([A-Z0-9]+)>/g,
    (_token, id: string) => `<@${id}|${stage.state.users.get(id)?.name ?? ''}>`,
  )
}

function showFailure(stage: Stage, record: ChannelRecord, wish: Command, text: string, error: string): Outcome {
  showEphemeral(stage, record, wish.person.id, { user: 'USLACKBOT', text })
  return { ok: false, error }
}

/** Runs a slash command for a person. The answer, or Slack's own error line, is shown to that person. */
export async function runSlashCommand(stage: Stage, wish: Command): Promise<Outcome> {
  const { person, command } = wish
  const record = seenChannel(stage, wish.channelId, person.id)
  const app = appWithCommand(stage, person.teamId, command)
  if (!app) return showFailure(stage, record, wish, `\`${command}\` is not a valid command.`, 'invalid_command')
  const ticket = ticketFor(stage, {
    appId: app.id,
    teamId: person.teamId,
    channelId: record.channel.id,
    userId: person.id,
    messageTs: null,
    replyTs: null,
    threadTs: null,
  })
  const answer = await postForm(stage, app, app.commandsUrl, {
    token: 'legacy-verification-token',
    team_id: person.teamId,
    team_domain: stage.state.workspaces.get(person.teamId)?.domain ?? '',
    channel_id: record.channel.id,
    channel_name: placeName(record),
    user_id: person.id,
    user_name: person.name,
    command,
    text: wish.escaped ? escapedText(stage, person.teamId, wish.text) : wish.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: responseUrlOf(stage, ticket),
    trigger_id: triggerIdFor(stage, { appId: app.id, teamId: person.teamId, userId: person.id, viewId: null }),
  })
  if (answer.error) return showFailure(stage, record, wish, `${command} failed with the error "${answer.error}"`, answer.error)
  const body = answerObject(answer.body)
  try {
    if (body) respond(stage, ticket, body)
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    return showFailure(stage, record, wish, `${command} failed with the error "${error.message}"`, error.message)
  }
  return { ok: true }
}
