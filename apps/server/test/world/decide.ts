import { type TeamSettings, teamId } from '@backscroll/core'
import { type Db, settingsOf } from '@backscroll/db'
import { ACME } from './small-company.ts'

/** A workspace decides otherwise than by default; what is left out has its default again. */
export const decide = (db: Db, settings: Partial<TeamSettings>, team: string = ACME): Promise<void> =>
  db.withTenant(teamId(team), async (tx) => {
    const { version } = await settingsOf(tx).get()
    await settingsOf(tx).put({ settings, expectedVersion: version, by: 'U0ADA', atMs: Date.now() })
  })
