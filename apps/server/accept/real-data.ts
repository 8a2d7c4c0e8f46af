import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A folder of real inputs beside the checkout; null when it is not there. */
export function realData(name: string): string | null {
  const folder = fileURLToPath(new URL(`../../../../shared/data/${name}/`, import.meta.url))
  return existsSync(folder) ? folder : null
}
