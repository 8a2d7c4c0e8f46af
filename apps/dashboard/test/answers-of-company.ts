import type { AnswerDetail, AnswerRow, Citation, Person } from '@backscroll/contracts'

export const hoursAgo = (hours: number): string => new Date(Date.now() - 3_600_000 * hours).toISOString()
export const maya: Person = { userId: 'U0MAYA', name: 'Maya Okafor' }
export const tom: Person = { userId: 'U0TOM', name: 'Tom Weir' }
export const ANSWER = '0f8b6f5e-6c1b-4f0b-9b63-000000000001'

export const answer = (place: number, question: string | null, more: Partial<AnswerRow>): AnswerRow => ({
  id: `${ANSWER.slice(0, -1)}${place}`,
  questionId: `${ANSWER.slice(0, -2)}5${place}`,
  askedAt: hoursAgo(place),
  asker: place % 2 ? maya : tom,
  surface: place % 2 ? 'command' : 'dashboard',
  state: 'answered',
  reason: null,
  question,
  isMasked: question === null,
  filters: null,
  citations: 3,
  confidence: 82,
  model: null,
  costUsd: 0,
  totalMs: 140,
  good: 0,
  bad: 0,
  revisedAt: null,
  saved: null,
  ...more,
})
export const answers = [
  answer(1, 'How do we roll back the billing service?', { good: 2 }),
  answer(2, 'Who owns the on-call rota for payments?', { costUsd: 0.0032, totalMs: 1_830, model: 'command-a' }),
  answer(3, 'What changed in the March retention policy?', { state: 'nothing_found', citations: 0, confidence: 12, bad: 1 }),
  answer(4, null, {}),
  answer(5, 'When does the Heron deal close?', {
    state: 'refused',
    citations: 0,
    confidence: null,
    reason: 'The question asks for something that nobody may see.',
  }),
]

/** One that somebody keeps, of a question that was narrowed. */
export const savedAnswer = answer(6, 'Which queue do invoices wait in?', {
  saved: { note: 'For the runbook of the launch', at: hoursAgo(2) },
  filters: {
    channels: [{ channelId: 'C0BACKEND', name: 'eng-backend' }],
    authors: [tom],
    from: null,
    to: null,
    daysBack: 30,
    hasLink: false,
    hasFile: false,
    hasCode: true,
    inThread: false,
  },
})

const source = (ordinal: number, text: string, role: Citation['role']): Citation => ({
  ordinal,
  channelId: 'C0BACKEND',
  channelName: 'eng-backend',
  authorName: 'Tom Weir',
  postedAt: hoursAgo(40 * ordinal),
  permalink: `https://yardwren.slack.com/archives/C0BACKEND/p17644896000002${ordinal}0`,
  text,
  role,
  score: 0.92 / ordinal,
  ranking: {
    keywordRank: ordinal,
    semanticRank: ordinal + 1,
    semanticScore: 0.6,
    fusedScore: 0.9,
    boosts: { recency: 0.03 },
    rerankScore: null,
  },
  removedAt: null,
})
export const sources = [
  source(1, 'To roll billing back: `slip rollback billing --to last-good`, then watch the queue for ten minutes.', 'cited'),
  source(2, 'Remember to pause the nightly invoices first, or they run twice.', 'cited'),
  source(3, 'We rolled billing back twice last week. <b>Not bold</b>', 'read'),
]
export const statements = [
  { text: 'Run slip rollback billing --to last-good and watch the queue for ten minutes.', ordinals: [1] },
  { text: 'Pause the nightly invoices first, or they run twice.', ordinals: [2] },
]
/** One of them, opened. */
export const detailOf = (row: AnswerRow): AnswerDetail => ({
  ...row,
  text: statements.map(({ text }) => text).join(' '),
  statements,
  sources,
  feedback: [{ by: tom, verdict: 'good', reason: null, comment: 'Exactly this.', at: hoursAgo(1) }],
  trace: [
    { step: 'rights', ms: null, detail: '12 channels that the asker may read' },
    { step: 'search', ms: 41, detail: '40 messages by hybrid_weighted' },
    { step: 'rerank', ms: null, detail: 'not asked for' },
    { step: 'write', ms: 80, detail: 'command-a, first text after 310 ms' },
    { step: 'cite', ms: null, detail: '2 cited, 1 read, 37 only found' },
    { step: 'show', ms: 19, detail: 'answered' },
  ],
  calls: [
    {
      purpose: 'answer',
      model: 'command-a',
      status: 'ok',
      inputTokens: 1_840,
      outputTokens: 120,
      costUsd: 0.0032,
      latencyMs: 1_200,
      cached: false,
    },
  ],
  confidenceParts: { agreement: 0.9, coverage: 0.75 },
  coverage: 'Searched 12 channels since September 1; 1 of them is still being read.',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
})
