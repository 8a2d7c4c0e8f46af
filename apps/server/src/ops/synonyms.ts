import { userInfo } from 'node:os'
import { type SynonymGroup, teamId } from '@backscroll/core'
import { Command } from 'commander'
import { changeSynonyms, listSynonyms, type SynonymChange } from '../flows/change-synonyms.ts'
import { withStorage } from './storage.ts'
import { report } from './terminal.ts'

interface Options {
  team: string
  json?: boolean
}

const verb = (name: string, meaning: string): Command =>
  new Command(name)
    .description(meaning)
    .requiredOption('--team <id>', 'workspace id, T...')
    .option('--json', 'one JSON object on standard output')

/** `synonyms list|put|off|reset`: other words that the searches of a workspace look for, too. */
export function synonymsVerb(): Command {
  const synonyms = new Command('synonyms').description("other words that a workspace's searches look for, too")
  synonyms.addCommand(verb('list', 'the groups that are used, and those that are switched off').action(list))
  synonyms.addCommand(
    verb('put', 'add a group, or give a group that everybody has words of your own')
      .argument('<members...>', 'words and quoted phrases, the first one names the group')
      .action((members: string[], options: Options) => change(options, { kind: 'put', members })),
  )
  synonyms.addCommand(
    verb('off', 'switch a group off')
      .argument('<group>', 'its first word')
      .action((groupId: string, options: Options) => change(options, { kind: 'off', groupId })),
  )
  synonyms.addCommand(
    verb('reset', 'forget what was changed about a group')
      .argument('<group>', 'its first word')
      .action((groupId: string, options: Options) => change(options, { kind: 'reset', groupId })),
  )
  return synonyms
}

async function list(options: Options): Promise<void> {
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

async function change(options: Options, wanted: SynonymChange): Promise<void> {
  await withStorage(async (storage) => {
    await changeSynonyms(storage, { teamId: teamId(options.team), change: wanted, actor: `operator:${userInfo().username}` })
    report({ ok: true }, options, ['Changed; it counts from the next search on.'])
  })
}
