/** What the API takes: a test compares them. */
const NAME = /^[\p{Ll}\p{Lo}\p{N}_'+-]{1,100}$/u

/** The name of a reaction as it is typed, ":pushpin:" or "Pushpin"; empty for none, null for what is no name. */
export function reactionName(typed: string): string | null {
  const name = typed.trim().replace(/^:|:$/g, '').toLowerCase()
  return name === '' || NAME.test(name) ? name : null
}
