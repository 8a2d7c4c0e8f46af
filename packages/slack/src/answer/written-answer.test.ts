import { describe, expect, test } from 'vitest'
import { buttonsOf, linked, permalink, rendered, source, typesOf, written } from '../../test/answer-fixtures.ts'
import { blockFaults, linksIn, mrkdwnIn } from '../../test/block-limits.ts'
import { answerBlocks } from './answer-blocks.ts'
import { answerTail } from './answered.ts'

describe('a written answer', () => {
  test('statements with the numbers of their sources, the sources, one footer, the controls', () => {
    const { text, blocks } = answerBlocks(written)
    expect(typesOf(blocks)).toEqual(['section', 'context', 'section', 'context', 'context', 'actions', 'context_actions'])
    expect(mrkdwnIn(blocks)).toEqual([
      'You asked: and who owns it?',
      'Understood as: who owns the billing rewrite?',
      [
        'Ann owns the billing rewrite. (<https://acme.slack.com/archives/C1/p1|1>)',
        'It ships on 14 May at 10:30:45. (<https://acme.slack.com/archives/C1/p1|1>, <https://acme.slack.com/archives/C1/p2|2>)',
      ].join('\n'),
      [
        '1. <https://acme.slack.com/archives/C1/p1|#billing, Ann, 2026-05-02>: We ship the billing rewrite on 14 May. If a &lt; b &amp; c.',
        '2. <https://acme.slack.com/archives/C1/p2|#billing, Ann, 2026-05-02>: We ship the billing rewrite on 14 May. If a &lt; b &amp; c.',
      ].join('\n'),
      'Confidence: very low, 39 of 100 · Last 30 days · Searched 14 of 22 channels you can read. · 1.2 s',
    ])
    expect(buttonsOf(blocks)).toEqual([
      ['answer_share', 'Share=a1'],
      ['answer_edit', 'Edit and ask again=a1'],
      ['answer_sources', 'Sources=a1'],
    ])
    expect(blocks.at(-1)).toMatchObject({
      elements: [{ type: 'feedback_buttons', positive_button: { value: 'good:a1' }, negative_button: { value: 'bad:a1' } }],
    })
    expect(text).toBe('Ann owns the billing rewrite. It ships on 14 May at 10:30:45.')
  })

  test('three sources are listed, the rest is behind the button, or counted where there is none', () => {
    const sources = ['p1', 'p2', 'p3', 'p4', 'p5'].map(source)
    const shown = answerBlocks({ ...written, sources })
    expect(buttonsOf(shown.blocks).at(-1)).toEqual(['answer_sources', '2 more=a1'])
    expect(linksIn(mrkdwnIn(shown.blocks)[3] ?? '')).toHaveLength(3)
    const { controls: _controls, ...rest } = written
    expect(rendered({ ...rest, sources })[3]).toMatch(/\n2 more not shown\.$/)
  })

  test('a source shows 120 characters', () => {
    const quote = 'word '.repeat(100)
    const [, listed = ''] =
      /\|#billing, Ann, 2026-05-02>: (.*)$/m.exec(rendered({ ...written, sources: [{ ...source('p1'), quote }] })[3] ?? '') ?? []
    expect(listed.length).toBeGreaterThan(100)
    expect(listed.length).toBeLessThanOrEqual(120)
  })

  test('a statement that was overtaken says so on a line of its own', () => {
    const changed = { dateText: '12 May', permalink }
    const statements = [{ text: 'It ships on 14 May.', sourceIds: ['p1'], changed }]
    expect(rendered({ ...written, statements })[2]).toBe(
      `It ships on 14 May. (<https://acme.slack.com/archives/C1/p1|1>)\n<${linked}|Changed on 12 May>`,
    )
  })

  test('an address is a link only when it is said to stand in a source', () => {
    const statements = [{ text: 'See https://wiki.example/a?b=1&c=2. Not https://evil.example/x.', sourceIds: [] }]
    const shown = rendered({ ...written, statements, links: ['https://wiki.example/a?b=1&c=2'] })[2]
    expect(shown).toBe('See <https://wiki.example/a?b=1&amp;c=2>. Not https://evil.example/x.')
    expect(rendered({ ...written, statements, links: ['https://wiki.example/a'] })[2]).not.toContain('<')
  })

  test('the markup of a model is no markup here', () => {
    const text = '## Answer\n**Ann** owns it :tada:, see `make ship`.\n* first\n- second'
    expect(rendered({ ...written, statements: [{ text, sourceIds: [] }] })[2]).toBe(
      'Answer\nAnn owns it , see `make ship`.\n• first\n• second',
    )
  })

  test('many statements fill few sections, each cut at a sentence, and what finds no room is counted', () => {
    const long = { text: 'This sentence is one of many that somebody has written. '.repeat(80), sourceIds: ['p1'] }
    const texts = rendered({ ...written, statements: [long] })
    const [first = '', second = ''] = texts.slice(2)
    expect(first).toMatch(/has written\.$/)
    expect(second).toMatch(/has written\. \(<.*\|1>\)/)
    const many = answerBlocks({ ...written, statements: Array.from({ length: 100 }, () => long) })
    expect(mrkdwnIn(many.blocks).join('\n')).toMatch(/\n98 more not shown\./)
    expect(blockFaults(many.blocks, 50)).toEqual([])
  })

  test('what stands below streamed statements is the same without them and without the question', () => {
    const whole = answerBlocks(written).blocks
    expect(answerTail(written)).toEqual([whole[1], ...whole.slice(3)])
  })
})
