import { type SynonymGroup, teamId } from '@backscroll/core'
import { Command } from 'commander'
import { changeSynonyms, listSynonyms, type SynonymChange } from '../flows/search/change-synonyms.ts'
import { withStorage } from './storage.ts'
import { operator, type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

/** `synonyms list|put|off|reset`: other words that the searches of a workspace look for, too. */
export function synonymsVerb(): Command {
  const synonyms = new Command('synonyms').description("other words that a workspace's searches look for, too")
  synonyms.addCommand(teamVerb('list', 'the groups that are used, and those that are switched off').action(list))
  synonyms.addCommand(
    teamVerb('put', 'add a group, or give a group that everybody has words of your own')
      .argument('<members...>', 'words and quoted phrases, the first one names the group')
      .action((members: string[], options: TeamOptions) => change(options, { kind: 'put', members })),
  )
  synonyms.addCommand(
    teamVerb('off', 'switch a group off')
      .argument('<group>', 'its first word')
      .action((groupId: string, options: TeamOptions) => change(options, { kind: 'off', groupId })),
  )
  synonyms.addCommand(
    teamVerb('reset', 'forget what was changed about a group')
      .argument('<group>', 'its first word')
      .action((groupId: string, options: TeamOptions) => change(options, { kind: 'reset', groupId })),
  )
  return synonyms
}

async function list(options: TeamOptions): Promise<void> {
  await withStorage(async (storage) => {
    const found = await listSynonyms(storage, teamId(options.team))
    const line = ({ members }: SynonymGroup): string => members.join(', ')
    report(found, options, [
      ...found.own.map((group) => `own  ${line(group)}`),
      ...found.off.map((id) => `off  ${id}`),
      ...found.everybodys.map((group) => `     ${line(group)}`),
    ])
  })
}

async function change(options: TeamOptions, wanted: SynonymChange): Promise<void> {
  await withStorage(async (storage) => {
    await changeSynonyms(storage, { teamId: teamId(options.team), change: wanted, actor: operator() })
    report({ ok: true }, options, ['Changed; it counts from the next search on.'])
  })
}
