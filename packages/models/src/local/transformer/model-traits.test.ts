import { expect, test } from 'vitest'
import { traitsOf } from './model-traits.ts'

test.each([
  ['onnx-community/granite-embedding-small-english-r2-ONNX', 'cls', true],
  ['Xenova/bge-small-en-v1.5', 'cls', true],
  ['Xenova/all-MiniLM-L6-v2', 'mean', true],
  ['somebody/something', 'mean', false],
  ['somebody/constructor', 'mean', false],
])('%s is pooled by %s', (model, pooling, isKnown) => {
  expect(traitsOf(model)).toMatchObject({ pooling, isKnown })
})
