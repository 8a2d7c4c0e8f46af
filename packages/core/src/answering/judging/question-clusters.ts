import { contentStems } from '../text/content-stems.ts'

/** A question that found no good answer. Text is plain and untrusted; the vector is normalised, of one space for all. */
export interface OpenQuestion {
  id: string
  text: string
  vector?: ArrayLike<number>
}

/** Questions that ask the same. */
export interface QuestionCluster {
  /** In the order in which they were given. */
  ids: string[]
  /** The question that is most like all others. */
  labelId: string
}

/** Share of weighted words that two wordings of one question have in common. */
const SAME_WORDS = 0.5
/** Cosine of two wordings, for an embedder by meaning. */
const SAME_MEANING = 0.8
/** So many members of a cluster are compared. */
const COMPARED = 20

interface Read extends OpenQuestion {
  stems: ReadonlySet<string>
}

/**
 * Puts questions that ask the same together: by their vectors where both have one, else by the words they share, rare ones counting more. One that
 * is like no other is a cluster of its own. @param questions at most a few thousand. @param sameMeaning cosine from which vectors are the same.
 */
export function clusterQuestions(
  questions: readonly OpenQuestion[],
  { sameMeaning = SAME_MEANING }: { sameMeaning?: number } = {},
): QuestionCluster[] {
  const read = questions.map((question) => ({ ...question, stems: new Set(contentStems(question.text.slice(0, 1_000))) }))
  const likeness = likenessOf(read, sameMeaning)
  const clusters: Read[][] = []
  for (const question of read) {
    let [best, most] = [undefined as Read[] | undefined, 1]
    for (const cluster of clusters) {
      const compared = cluster.slice(0, COMPARED)
      const mean = compared.reduce((sum, other) => sum + likeness(question, other), 0) / compared.length
      if (mean >= most) [best, most] = [cluster, mean]
    }
    if (best) best.push(question)
    else clusters.push([question])
  }
  return clusters.map((cluster) => ({ ids: cluster.map(({ id }) => id), labelId: labelOf(cluster.slice(0, COMPARED), likeness) }))
}

/** 1 and more means the same. */
function likenessOf(questions: readonly Read[], sameMeaning: number): (a: Read, b: Read) => number {
  const counts = new Map<string, number>()
  for (const { stems } of questions) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const weight = (stem: string): number => Math.log(1 + (questions.length + 1) / (counts.get(stem) ?? 1))
  const mass = (stems: Iterable<string>): number => [...stems].reduce((sum, stem) => sum + weight(stem), 0)
  return (a, b) => {
    if (a.vector && b.vector && a.vector.length === b.vector.length) return cosine(a.vector, b.vector) / sameMeaning
    const all = mass(a.stems) + mass(b.stems)
    return all === 0
      ? Number(a.text.trim() === b.text.trim())
      : (2 * mass([...a.stems].filter((stem) => b.stems.has(stem)))) / all / SAME_WORDS
  }
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

function labelOf(cluster: readonly Read[], likeness: (a: Read, b: Read) => number): string {
  const central = cluster.map((question) => ({ id: question.id, sum: cluster.reduce((sum, other) => sum + likeness(question, other), 0) }))
  return central.reduce((best, each) => (each.sum > best.sum ? each : best)).id
}
