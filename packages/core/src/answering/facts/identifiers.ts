const CODE = /\p{L}\d|\d\p{L}|\d\.\d+\.\d|_\p{L}|\p{L}_|\p{Ll}\p{Lu}|\p{L}-\d|^--?\p{L}[\p{L}\d-]*$|::|\/[\p{L}\d._-]+\/|\(\)$/u
const TAIL = /['\u2019]s$/u

/**
 * Whether a word is written like a name for machines: letters with digits, underscores, camel case, versions, keys, paths, options. Such a word
 * is either right or wrong, never another way to say it.
 */
export const isIdentifier = (token: string): boolean => CODE.test(token.replace(TAIL, ''))

/** Two ways to write one identifier are equal in this form. */
export const identifierForm = (token: string): string =>
  token
    .replace(TAIL, '')
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .replace(/\(\)$/, '')

/** Whether a text in lower case holds an identifier that does not begin or end inside of a longer one. */
export function holdsIdentifier(lower: string, token: string): boolean {
  const form = identifierForm(token)
  for (let at = lower.indexOf(form); at >= 0; at = lower.indexOf(form, at + 1)) {
    const [before, after] = [lower[at - 1] ?? ' ', lower[at + form.length] ?? ' ']
    const next = lower[at + form.length + 1] ?? ' '
    const startsInside = /[\p{L}\p{N}_]/u.test(before) && !(before === 'v' && /^\d/.test(form))
    const endsInside = /[\p{L}\p{N}_]/u.test(after) || (/[.-]/.test(after) && /\d/.test(next) && /\d$/.test(form))
    const continues = /[.-]/.test(before) && /\d/.test(form[0] ?? '') && /\d/.test(lower[at - 2] ?? ' ')
    if (!startsInside && !endsInside && !continues) return true
  }
  return false
}
