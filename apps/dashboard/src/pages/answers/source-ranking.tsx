import type { Citation } from '@backscroll/contracts'

type Ranking = NonNullable<Citation['ranking']>

const number = (value: number | null): string => (value === null ? '–' : String(Number(value.toFixed(4))))
const rank = (value: number | null): string => (value === null ? 'not found' : `rank ${value}`)

/** How a message was found: from its places in both searches to what a reranker made of it. */
export function SourceRanking({ ranking }: { ranking: Ranking }) {
  const { keywordRank, semanticRank, semanticScore, fusedScore, boosts, rerankScore } = ranking
  const added = Object.entries(boosts).map(([name, share]) => `${name} ${number(share)}`)
  const facts: [name: string, value: string][] = [
    ['By words', rank(keywordRank)],
    ['By vectors', `${rank(semanticRank)}${semanticScore === null ? '' : `, score ${number(semanticScore)}`}`],
    ['Together', number(fusedScore)],
    ['Added', added.join(', ') || 'nothing'],
    ['Ranked again', rerankScore === null ? 'not asked for' : `score ${number(rerankScore)}`],
    ['Rights', 'you may read it now'],
  ]
  return (
    <details className="details">
      <summary>How it was found</summary>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
