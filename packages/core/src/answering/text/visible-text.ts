/**
 * What nobody sees: control characters, soft hyphens, zero-width marks and joiners, marks of direction, fillers, variation selectors, tag
 * characters, noncharacters and lone surrogates. Text hidden in them reaches a model and no reader.
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\u2800\uFFF9-\uFFFB\uFFFE\uFFFF]|\p{Cs}/gu
const CONTROL = /[^\P{Cc}\n\t]/gu
const BREAKS = /\r\n?|[\u0085\u2028\u2029\v\f]/g

/** A text without what nobody sees; line breaks are `\n`. Never longer. */
export const visibleText = (text: string): string => text.replaceAll(BREAKS, '\n').replaceAll(CONTROL, '').replaceAll(INVISIBLE, '')
