import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Every file below a directory with its content; none when there is no such directory. */
export function filesBelow(directory: string): Map<string, Buffer> {
  return new Map(
    listed(directory).flatMap((file): [string, Buffer][] => {
      try {
        return [[file, readFileSync(file)]]
      } catch {
        // cleaned away between listing and reading
        return []
      }
    }),
  )
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

/** Whether a word stands in any file of a world's search index. */
export const indexHolds = (world: { dataDir: string }, word: string): boolean =>
  [...filesBelow(path.join(world.dataDir, 'lance')).values()].some((content) => content.includes(word))
