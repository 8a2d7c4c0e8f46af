/** What the keyword leg looks for. Every text is plain, untrusted, and split into words by the index; none of its signs has a meaning. */
export interface SearchTerms {
  /** Any of these words may match; more of them and rarer ones rank higher. */
  any: string
  /** Each group must match by one of its members, a word or, with several words, a phrase. */
  required: readonly (readonly string[])[]
  /** None of these may occur: words or phrases. */
  excluded: readonly string[]
  /** Other words for those in `any`: they may match, too, and count `weight` (0 to 1) of a word that was asked. */
  related: readonly { text: string; weight: number }[]
}

/** Looks for any of the words of a text. */
export const anyOf = (text: string): SearchTerms => ({ any: text, required: [], excluded: [], related: [] })

/** Whether there is nothing to look for; what is excluded alone finds nothing. */
export const isEmpty = ({ any, required, related }: SearchTerms): boolean =>
  !/[\p{L}\p{N}]/u.test([any, ...required.flat(), ...related.map(({ text }) => text)].join(' '))
