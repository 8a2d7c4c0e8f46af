import { defaultSettings, InvalidRequestError, teamId, teamSettings } from '@backscroll/core'
import { Command } from 'commander'
import { changeSettings, type VersionedSettings, versionedSettings } from '../flows/settings/change-settings.ts'
import { withStorage } from './storage.ts'
import { operator, type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

/** `settings list|get|set|reset`: what a workspace has decided. */
export function settingsVerb(): Command {
  const settings = new Command('settings').description('what a workspace has decided: answers, ways to ask, what is read, budget, keeping')
  settings.addCommand(teamVerb('list', 'every setting with its value').action(list))
  settings.addCommand(teamVerb('get', 'one setting').argument('<name>', 'as "settings list" shows it').action(get))
  settings.addCommand(
    teamVerb('set', 'change settings, all of them or none')
      .argument('<changes...>', 'name=value, such as answer_tone=casual; lists with commas; quote values with spaces or signs')
      .action((changes: string[], options: TeamOptions) => change(options, patchOf(changes))),
  )
  settings.addCommand(
    teamVerb('reset', 'bring settings back to their defaults')
      .argument('<names...>', 'as "settings list" shows them')
      .action((names: string[], options: TeamOptions) => change(options, Object.fromEntries(names.map((name) => [name, null])))),
  )
  return settings
}

async function list(options: TeamOptions): Promise<void> {
  const found = await withStorage(({ db }) => db.withTenant(teamId(options.team), versionedSettings))
  report(found, options, linesOf(found))
}

async function get(name: string, options: TeamOptions): Promise<void> {
  if (!isSetting(name)) throw new InvalidRequestError([{ pointer: `/${name}`, detail: `${name} is not a setting.` }])
  const { version, settings } = await withStorage(({ db }) => db.withTenant(teamId(options.team), versionedSettings))
  report({ version, name, value: settings[name] }, options, [shown(settings[name])])
}

async function change(options: TeamOptions, patch: Record<string, unknown>): Promise<void> {
  const wish = { teamId: teamId(options.team), patch, actor: operator(), actorKind: 'operator' } as const
  const changed = await withStorage((storage) => changeSettings(storage, wish))
  report({ ok: true, ...changed }, options, linesOf(changed))
}

const isSetting = (name: string): name is keyof typeof defaultSettings => Object.hasOwn(defaultSettings, name)

/** Values are read as what the setting is; what cannot be is refused with all the others. */
function patchOf(changes: readonly string[]): Record<string, unknown> {
  const problems = changes
    .filter((each) => !/^\w+=/.test(each))
    .map((each) => ({ pointer: '', detail: `"${each}" is not of the form name=value.` }))
  if (problems.length > 0) throw new InvalidRequestError(problems)
  return Object.fromEntries(
    changes.map((each) => {
      const at = each.indexOf('=')
      const [name, value] = [each.slice(0, at), each.slice(at + 1)]
      return [name, parsedValue(name, value)]
    }),
  )
}

function parsedValue(name: string, value: string): unknown {
  const kind = isSetting(name) ? kindOf(name) : 'string'
  if (kind === 'boolean') return { true: true, on: true, false: false, off: false }[value] ?? value
  if (kind === 'list') return value.split(',').flatMap((each) => each.trim() || [])
  if (kind === 'number') return value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value)
  return value
}

/** What may be empty by default says by its range what it is otherwise. */
function kindOf(name: keyof typeof defaultSettings): string {
  const usual: unknown = defaultSettings[name]
  if (Array.isArray(usual)) return 'list'
  return usual === null && teamSettings.shape[name].safeParse(1).success ? 'number' : typeof usual
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(',')
  if (value === null) return 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const linesOf = ({ version, settings }: VersionedSettings): string[] => [
  ...Object.entries(settings).map(([name, value]) => {
    const isDefault = isSetting(name) && shown(defaultSettings[name]) === shown(value)
    return `${name.padEnd(20)} ${shown(value)}${isDefault ? '' : '  (changed)'}`
  }),
  `version ${version}`,
]
