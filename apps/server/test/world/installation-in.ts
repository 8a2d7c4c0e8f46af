import { teamId } from '@backscroll/core'
import { type Db, type Installation, installationsOf } from '@backscroll/db'
import { ACME, APP_ID } from './small-company.ts'

/** The installation of the app in a workspace, ended or not. */
export const installationIn = (db: Db, team: string = ACME): Promise<Installation | null> =>
  db.withTenant(teamId(team), (tx) => installationsOf(tx).latest(teamId(team), APP_ID))
