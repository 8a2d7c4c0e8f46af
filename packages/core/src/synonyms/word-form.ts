/**
 * The same for the forms of an English word that are told apart by an ending (plural, -ing, -ed, 's): light on purpose, no stem that a reader
 * would not expect. Two words with different forms here may still be one in the index.
 */
export function wordForm(word: string): string {
  const bare = word.toLowerCase().replace(/'s$|'$/, '')
  if (bare.length <= 3 || /[^a-z]/.test(bare)) return bare
  const one = singular(bare)
  const cut = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(one)?.[1]
  const base = cut !== undefined && cut.length >= 3 ? cut.replace(/([^aeiouyls])\1$/, '$1') : one
  return base.length > 3 ? base.replace(/e$/, '').replace(/y$/, 'i') : base
}

function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word
}
