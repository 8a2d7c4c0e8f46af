import { inject } from 'vitest'
import type {} from './postgres-setup.ts'

/** The application's login in this run. */
export const login = (): string => new URL(inject('postgresOfTheRun').appUrl).username

/** A name that says which run a database belongs to: at its end the run drops all of them. */
export function databaseName(kind: 'clone' | 'kept', name: string): string {
  const { template } = inject('postgresOfTheRun')
  return `backscroll_${kind}_${template.slice(template.lastIndexOf('_') + 1)}_${name}`
}

/** Where a database of this run is, for the application's login and for the superuser. */
export function addressesOf(database: string): { url: string; adminUrl: string } {
  const { adminUrl, appUrl } = inject('postgresOfTheRun')
  const at = (base: string): string => Object.assign(new URL(base), { pathname: `/${database}` }).href
  return { url: at(appUrl), adminUrl: at(adminUrl) }
}
