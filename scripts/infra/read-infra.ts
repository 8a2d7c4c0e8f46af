import { readdirSync, readFileSync } from 'node:fs'
import { parse, parseAllDocuments } from 'yaml'

const INFRA = new URL('../../infra/', import.meta.url)

/** A file below `infra/`, as text. */
export const infraText = (file: string): string => readFileSync(new URL(file, INFRA), 'utf8')

/** A YAML file below `infra/` with one document; merge keys are resolved. */
export const infraYaml = (file: string): unknown => parse(infraText(file), { merge: true })

/** Every document of a YAML file below `infra/`. @throws when it is no YAML, or names a key twice. */
export function infraDocuments(file: string): unknown[] {
  return parseAllDocuments(infraText(file)).map((document) => {
    for (const error of document.errors) throw error
    return document.toJS() as unknown
  })
}

/** The names in a folder below `infra/`. */
export const infraFolder = (folder: string): string[] => readdirSync(new URL(folder, INFRA)).toSorted()
