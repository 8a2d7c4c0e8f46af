import { expect, test } from 'vitest'
import { messageFacets } from './message-facets.ts'

test('files, reactions and the pin are read; what cannot be read is left out and throws nothing', () => {
  const files = [
    { id: 'F1', title: 'Plan', name: 'plan.pdf', mimetype: 'application/pdf', size: 12, user: 'U1', is_external: true },
    { id: 'F2', mode: 'tombstone' },
    { id: 7 },
    null,
  ]
  const reactions = [
    { name: 'eyes', users: ['U1', 'nobody'], count: 2 },
    { name: '', users: ['U1'] },
    'eyes',
    { name: 'tada', users: ['U2'], count: 1 },
  ]
  expect(messageFacets({ files, reactions, pinned_to: ['C1'] })).toEqual({
    files: [
      {
        fileId: 'F1',
        title: 'Plan',
        name: 'plan.pdf',
        mime: 'application/pdf',
        sizeBytes: 12,
        userId: 'U1',
        isExternal: true,
        isDeleted: false,
      },
      { fileId: 'F2', title: '', name: '', mime: '', sizeBytes: null, userId: null, isExternal: false, isDeleted: true },
    ],
    reactions: [
      { name: 'eyes', userIds: ['U1'], isWhole: false },
      { name: 'tada', userIds: ['U2'], isWhole: true },
    ],
    isPinned: true,
  })
  expect(messageFacets({})).toEqual({ files: [], reactions: null, isPinned: false })
})
