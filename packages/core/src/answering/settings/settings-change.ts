import { InvalidRequestError } from '../../errors.ts'
import { defaultSettings, type TeamSettings, teamSettings } from './team-settings.ts'

const patchSchema = teamSettings.partial()

/**
 * Changes some of a team's settings. `null` brings a field back to its default.
 * @param patch untrusted. @throws InvalidRequestError that names every field that cannot be used; nothing is changed then.
 */
export function settingsChange(current: TeamSettings, patch: unknown): TeamSettings {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw new InvalidRequestError([{ pointer: '', detail: 'The request must be an object.' }])
  const entries = Object.entries(patch)
  const given = Object.fromEntries(entries.filter(([, value]) => value !== null))
  const reset = Object.fromEntries(entries.filter(([, value]) => value === null))
  const read = patchSchema.safeParse(given)
  const unknown = [...(read.error?.issues ?? [])].flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => problem(key, 'is not a setting'))
      : [problem(String(issue.path[0] ?? ''), issue.message)],
  )
  const problems = [
    ...unknown,
    ...Object.keys(reset).flatMap((key) => (Object.hasOwn(defaultSettings, key) ? [] : [problem(key, 'is not a setting')])),
  ]
  if (problems.length > 0 || !read.success) throw new InvalidRequestError(problems)
  const defaults = Object.keys(reset).map((key) => [key, defaultSettings[key as keyof TeamSettings]])
  return { ...current, ...read.data, ...Object.fromEntries(defaults) }
}

/** The pointer is that of RFC 6901. */
const problem = (key: string, said: string): { pointer: string; detail: string } => ({
  pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  detail: `${key} ${said}.`,
})
