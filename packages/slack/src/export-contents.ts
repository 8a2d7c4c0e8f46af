/** A file with the messages of one channel on one day of the exporting workspace's time zone. */
export interface DayFile {
  name: string
  folder: string
  day: string
}

/** The files of an export, sorted by what they are. */
export interface ExportContents {
  dayFiles: DayFile[]
  /** Files of direct and group-direct conversations: never read. */
  directFiles: number
  /** Everything else, e.g. canvases and integration logs. */
  otherFiles: number
}

const LISTS = ['channels.json', 'groups.json', 'users.json', 'dms.json', 'mpims.json']

/** Sorts an export's files by channel folder and day; direct conversations are known by their lists and by their folder names. */
export function exportContents(names: readonly string[], root: string, directFolders: ReadonlySet<string>): ExportContents {
  const contents: ExportContents = { dayFiles: [], directFiles: 0, otherFiles: 0 }
  for (const name of names) {
    if (name.endsWith('/')) continue
    const [, folder, day] = name.startsWith(root) ? (/^([^/]+)\/(\d{4}-\d{2}-\d{2})\.json$/.exec(name.slice(root.length)) ?? []) : []
    if (!folder || !day) contents.otherFiles += LISTS.includes(name.slice(root.length)) ? 0 : 1
    else if (directFolders.has(folder) || /^(D[A-Z0-9]{7,}$|mpdm-)/.test(folder)) contents.directFiles += 1
    else contents.dayFiles.push({ name, folder, day })
  }
  contents.dayFiles.sort((a, b) => compare(a.folder, b.folder) || compare(a.day, b.day))
  return contents
}

/** The folder that holds the export's lists: the top, or one folder below when it was packed again. */
export function exportRoot(names: readonly string[]): string | undefined {
  return names
    .filter((name) => /^([^/]+\/)?(channels|groups)\.json$/.test(name))
    .map((name) => name.slice(0, name.lastIndexOf('/') + 1))
    .toSorted((a, b) => a.length - b.length)[0]
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
