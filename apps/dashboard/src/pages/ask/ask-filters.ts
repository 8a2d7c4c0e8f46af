import { filters, oneOf, words } from '../../filters.ts'

/** What the address of the page may say. */
export const askFilters = filters({
  mode: oneOf(['search']),
  q: words(1_000),
  strategy: oneOf(['keyword', 'semantic', 'hybrid_rrf', 'hybrid_weighted']),
  sources: oneOf(['5', '10', '20', '50']),
  answer: words(36),
})
export type AskFilterValues = ReturnType<typeof askFilters>
