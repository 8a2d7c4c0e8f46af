import type { Viewer } from './viewer.ts'

/** A command that can be typed in this workspace. */
interface Command {
  readonly command: string
  readonly description: string
}

const builtIn: readonly Command[] = [
  { command: '/invite', description: '@name: bring a person or an app into this channel' },
  { command: '/leave', description: 'leave this channel' },
]

/** Slack's own commands and those of the apps installed in the workspace. */
export const commandsOf = ({ slack, workspace }: Viewer): Command[] => {
  const active = slack.world.installations(workspace.id).filter(({ isActive }) => isActive)
  const ofApps = active.flatMap(({ appId }) => slack.world.app(appId)?.slashCommands ?? [])
  return [
    ...ofApps.map(({ command, description, usageHint }) => ({ command, description: [usageHint, description].filter(Boolean).join(' ') })),
    ...builtIn,
  ]
}

const invite = ({ slack, workspace, user }: Viewer, channelId: string, text: string): string => {
  const handle = text.trim().replace(/^@/, '').toLowerCase()
  const person = slack.world.users(workspace.id).find(({ name, deleted }) => name.toLowerCase() === handle && !deleted)
  if (!person) return `There is nobody called @${handle} here.`
  slack.as(workspace.id, user.id).invite(channelId, person.id)
  return ''
}

interface SlashResult {
  readonly ok: boolean
  /** Empty when Slack itself shows the person what went wrong, as a line only they see. */
  readonly message: string
}

/** Runs what was typed after a slash: one of Slack's own commands, or an app's. */
export const runSlash = async (viewer: Viewer, channelId: string, typed: string): Promise<SlashResult> => {
  const { slack, workspace, user } = viewer
  const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? []
  const actor = slack.as(workspace.id, user.id)
  if (command === '/invite') {
    const message = invite(viewer, channelId, text)
    return { ok: message === '', message }
  }
  if (command === '/leave') {
    actor.leave(channelId)
    return { ok: true, message: '' }
  }
  const { ok } = await actor.slash(channelId, command, text)
  return { ok, message: '' }
}
