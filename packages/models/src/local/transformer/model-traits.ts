/** What a model wants to be fed, which no file of it says in one place. */
export interface ModelTraits {
  /** `cls`: the vector of the first token. `mean`: the mean over all tokens of the text. */
  pooling: 'cls' | 'mean'
  /** Put before a question. */
  queryPrefix: string
  /** Longer texts are cut. Where the model bears more, the time on a CPU is what limits. */
  maxTokens: number
  /** False: the traits are a guess. */
  isKnown: boolean
}

const TRAITS: Readonly<Record<string, Omit<ModelTraits, 'isKnown'>>> = {
  'granite-embedding-small-english-r2': { pooling: 'cls', queryPrefix: '', maxTokens: 1_024 },
  'bge-small-en-v1.5': { pooling: 'cls', queryPrefix: 'Represent this sentence for searching relevant passages: ', maxTokens: 512 },
  'all-minilm-l6-v2': { pooling: 'mean', queryPrefix: '', maxTokens: 256 },
}

/** Traits by the name without its organisation, whoever has converted the model. */
export function traitsOf(model: string): ModelTraits {
  const name = model
    .replace(/^.*\//, '')
    .replace(/-onnx$/i, '')
    .toLowerCase()
  const known = Object.hasOwn(TRAITS, name) ? TRAITS[name] : undefined
  return known ? { ...known, isKnown: true } : { pooling: 'mean', queryPrefix: '', maxTokens: 256, isKnown: false }
}
