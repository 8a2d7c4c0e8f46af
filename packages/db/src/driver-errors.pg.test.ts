import { inspect } from 'node:util'
import { RetryLaterError, teamId } from '@backscroll/core'
import { aDatabase } from '@backscroll/testkit'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openDb } from './db.ts'
import { DatabaseError } from './driver-errors.ts'
import { openInbox } from './inbox.ts'
import { questionsOf } from './questions.ts'
import { shortReason } from './short-reason.ts'
import { teamsOf } from './teams.ts'
import { queriesOf } from './tenant.ts'

const CANARY = 'the merger closes on Friday'
const team = teamId('TAAA')

const caught = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

/** Everything a logger might print. */
const shown = (error: unknown): string =>
  [JSON.stringify(error), String(error), error instanceof Error ? error.stack : '', inspect(error, { depth: 9, showHidden: true })].join(
    '\n',
  )

describe('errors of the database', () => {
  test('hold neither message text nor SQL, however they are printed', async () => {
    await using database = await aDatabase()
    const question = {
      questionId: 'not a uuid',
      askerId: 'U1',
      surface: 'command' as const,
      channelId: 'C1',
      threadTs: null,
      text: CANARY,
      dedupeKey: CANARY,
    }
    await database.db.withTenant(team, (tx) => teamsOf(tx).upsert({ teamId: team, name: 'a', domain: 'a', url: 'a' }))
    const failures = [
      () => database.db.withTenant(team, (tx) => questionsOf(tx).add(question)),
      () => database.db.withTenant(team, (tx) => queriesOf(tx).execute(sql`select ${CANARY}::int`)),
      () => database.db.withTenant(team, (tx) => queriesOf(tx).execute(sql`select ${{ bad: CANARY } as never}::int`)),
      () => database.db.withSystem((tx) => queriesOf(tx).execute(sql`insert into oauth_states values (${CANARY}), (${CANARY})`)),
      () => database.db.withTenant(team, (tx) => queriesOf(tx).transaction(() => Promise.reject(new DatabaseError('22P02', undefined)))),
    ]
    for (const failure of failures) {
      const error = await caught(failure())
      expect(error).toBeInstanceOf(DatabaseError)
      expect(shown(error)).not.toContain(CANARY)
      expect(shown(error)).not.toMatch(/insert into|select |values \(/i)
    }
  })

  test('name the SQLSTATE and the constraint', async () => {
    await using database = await aDatabase()
    const orphan = database.db.withTenant(team, (tx) =>
      questionsOf(tx).add({
        questionId: '01890a5d-ac96-774b-bcce-b302099a8057',
        askerId: 'U1',
        surface: 'command',
        channelId: 'C1',
        threadTs: null,
        text: CANARY,
        dedupeKey: 'k',
      }),
    )
    await expect(orphan).rejects.toThrow('the database refused a statement: 23503 on questions_team_id_teams_team_id_fk')
  })

  test('an unreachable database asks to come back later, a missing one to look at the setting', async () => {
    const nowhere = openDb({ url: 'postgres://nobody:secret@127.0.0.1:1/none' })
    const error = await caught(nowhere.withTenant(team, async () => {}))
    expect(error).toBeInstanceOf(RetryLaterError)
    expect(shown(error)).not.toContain('secret')
    await expect(
      openInbox(nowhere).add({ eventId: 'E', teamId: 'T', appId: 'A', channelId: null, type: 't', body: '', retryNum: 0 }),
    ).rejects.toThrow(RetryLaterError)
    await nowhere.close()
    await using database = await aDatabase()
    const url = new URL(database.url)
    url.pathname = '/there_is_no_such_database'
    const locked = openDb({ url: url.href })
    await expect(locked.ping()).rejects.toThrow(/DATABASE_URL/)
    await locked.close()
  })

  test('errors of the work itself pass unchanged', async () => {
    await using database = await aDatabase()
    const own = new TypeError('a bug')
    await expect(database.db.withTenant(team, () => Promise.reject(own))).rejects.toBe(own)
  })

  test('a stored reason does not repeat the input of a parser', () => {
    const error = (() => {
      try {
        return JSON.parse(CANARY) as unknown
      } catch (thrown) {
        return thrown
      }
    })()
    expect(shortReason(error)).toMatch(/^SyntaxError at driver-errors\.pg\.test\.ts:\d+$/)
    expect(shortReason(new RetryLaterError('Slack is down', 5))).toBe('retry_later: Slack is down')
    expect(shortReason(CANARY)).toBe('a value that is not an error was thrown')
  })
})
