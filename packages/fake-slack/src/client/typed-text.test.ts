import { expect, test } from 'vitest'
import { typedText } from './typed-text.ts'

test('editing starts from what the author would type', () => {
  const handle = (id: string) => (id === 'U1' ? 'ada' : undefined)
  expect(typedText('<@U1> &amp; <@U9|gone>: see <#C1|general>, <https://a.example/?x=1&amp;y=2> &lt;b&gt; <!here>', handle)).toBe(
    '@ada & @gone: see #general, https://a.example/?x=1&y=2 <b> @here',
  )
})
