import { InvalidInputError, InvalidRequestError, NotFoundError, targetText, teamId } from '@backscroll/core'
import { auditOf, teamsOf } from '@backscroll/db'
import type { Command } from 'commander'
import { type AskedErasure, meantErasure } from '../flows/erasure/meant-erasure.ts'
import { countErasure } from '../flows/erasure/preview-erasure.ts'
import { requestErasure } from '../flows/erasure/request-erasure.ts'
import { withStorage } from './storage.ts'
import { operator, type TeamOptions, teamVerb } from './team-verb.ts'
import { report } from './terminal.ts'

interface Options extends TeamOptions {
  message?: string
  thread?: string
  period?: string
  channel?: string
  person?: string
  confirm?: string
}

/** `erase`: has a message, a thread, a period, a channel or a person erased; without its word it counts what would go. */
export const eraseVerb = (): Command =>
  teamVerb('erase', 'erase a part of a workspace for good; without --confirm it counts what would go')
    .option('--message <link>', 'one message, by its link')
    .option('--thread <link>', 'a thread, by the link of any message in it')
    .option('--period <from/to>', 'a period, as 2026-01-01T00:00:00Z/2026-02-01T00:00:00Z; with --channel in that one alone')
    .option('--channel <id>', 'a channel, which is excluded')
    .option('--person <id>', 'what a person said, asked and judged')
    .option('--confirm <word>', 'what a first run without it names')
    .action((options: Options) =>
      withStorage((storage) => {
        const id = teamId(options.team)
        return storage.db.withTenant(id, async (tx) => {
          if (!(await teamsOf(tx).get())) throw new NotFoundError(`Backscroll is not installed in a workspace ${id}.`)
          const nowMs = storage.clock.nowMs()
          const { target, word } = await meantErasure(tx, { team: id, nowMs }, askedBy(options)).catch(told)
          const text = targetText(target)
          const counts = await countErasure(tx, id, target, nowMs)
          if (options.confirm === undefined) {
            const { messages, questions, answersFromThem, posts, obstacle } = counts
            return report({ ok: true, isErased: false, target: text, confirm: word, ...counts }, options, [
              `${messages} messages, ${questions} questions; ${answersFromThem} answers lose what came from there, ${posts} posts are taken back.`,
              obstacle ?? `Nothing is erased yet. Say the same with --confirm ${word}`,
            ])
          }
          if (options.confirm !== word) throw new InvalidInputError(`The word of --confirm is ${word}.`)
          const wish = { teamId: id, kind: target.kind, target: text, requestedBy: operator() }
          const { erasureId } = await requestErasure(storage, tx, wish)
          const entry = { actor: operator(), actorKind: 'operator', action: `${target.kind}.erase`, target: text, atMs: nowMs }
          await auditOf(tx).append({ ...entry, diff: { erasureId } })
          return report({ ok: true, isErased: true, erasureId, target: text, ...counts }, options, [
            'A worker erases it now. See "receipt list" afterwards.',
          ])
        })
      }),
    )

function askedBy({ message, thread, period, channel, person }: Options): AskedErasure {
  const named = [message, thread, period, person, period === undefined ? channel : undefined].filter((each) => each !== undefined)
  if (named.length !== 1) throw new InvalidInputError('Name one of --message, --thread, --period, --channel and --person.')
  if (message !== undefined) return { kind: 'message', permalink: message }
  if (thread !== undefined) return { kind: 'thread', permalink: thread }
  if (person !== undefined) return { kind: 'person', userId: person }
  if (period === undefined) return { kind: 'channel', channelId: channel ?? '' }
  const [from = '', to = ''] = period.split('/')
  if (!MOMENT.test(from) || !MOMENT.test(to)) throw new InvalidInputError('A period is written 2026-01-01T00:00:00Z/2026-02-01T00:00:00Z.')
  return { kind: 'period', from, to, ...(channel === undefined ? {} : { channelId: channel }) }
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/** What is wrong in a body of the API is wrong on the command line. */
function told(error: unknown): never {
  if (error instanceof InvalidRequestError)
    throw new InvalidInputError(error.problems.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; '), { cause: error })
  throw error
}
