import { readFileSync } from 'node:fs'
import type { IdfTable } from '../idf-table.ts'
import { unpackTable } from './table-file.ts'

let table: IdfTable | undefined

/** The table shipped with Backscroll, fitted on chat; read once. Origin and licence: ATTRIBUTION.md beside this file. */
export function defaultIdf(): IdfTable {
  table ??= unpackTable(readFileSync(new URL('table.bin.gz', import.meta.url)))
  return table
}
