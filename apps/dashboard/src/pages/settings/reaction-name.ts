import { settingsShape } from '@backscroll/contracts'

/** The name of a reaction as it is typed, ":pushpin:" or "Pushpin"; empty for none, null for what is no name. */
export function reactionName(typed: string): string | null {
  const name = typed.trim().replace(/^:|:$/g, '').toLowerCase()
  return name === '' || settingsShape.keep_reaction.safeParse(name).success ? name : null
}
