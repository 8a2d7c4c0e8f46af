import { ModelError } from '@backscroll/core'
import { expect, test } from 'vitest'
import { jumpingTime } from '../../test/jumping-time.ts'
import { createCircuit } from './circuit.ts'

const down = new ModelError('unavailable', 'down')
const isOpen = (circuit: ReturnType<typeof createCircuit>): boolean => {
  try {
    circuit.admit()
    return false
  } catch {
    return true
  }
}

test('five failures within 30 s open it for 30 s, then one call tries', () => {
  const time = jumpingTime()
  const circuit = createCircuit('X', time)
  for (let n = 0; n < 5; n += 1) {
    expect(isOpen(circuit)).toBe(false)
    circuit.failed(down)
  }
  expect(isOpen(circuit)).toBe(true)
  time.pass(29_999)
  expect(isOpen(circuit)).toBe(true)
  time.pass(1)
  expect(isOpen(circuit)).toBe(false)
  expect(isOpen(circuit)).toBe(true)
  circuit.failed(down)
  expect(isOpen(circuit)).toBe(true)
  time.pass(30_000)
  expect(isOpen(circuit)).toBe(false)
  circuit.succeeded()
  expect([isOpen(circuit), isOpen(circuit)]).toEqual([false, false])
})

test('failures further apart, refused requests, waits that were asked for and calls that were given up do not count', () => {
  const time = jumpingTime()
  const circuit = createCircuit('X', time)
  for (let n = 0; n < 20; n += 1) {
    circuit.failed(down)
    circuit.failed(new ModelError('invalid', 'no'))
    circuit.failed(new ModelError('rate_limited', 'wait'))
    circuit.left()
    time.pass(7_501)
    expect(isOpen(circuit)).toBe(false)
  }
})

test('a try that its caller gave up lets the next one try', () => {
  const time = jumpingTime()
  const circuit = createCircuit('X', time)
  for (let n = 0; n < 5; n += 1) circuit.failed(down)
  time.pass(30_000)
  circuit.admit()
  circuit.left()
  expect(isOpen(circuit)).toBe(false)
})

test('a refused key is not asked about again', () => {
  const time = jumpingTime()
  const circuit = createCircuit('X', time)
  circuit.failed(new ModelError('unauthorised', 'X refuses the key (401).'))
  time.pass(3_600_000)
  expect(() => circuit.admit()).toThrow(expect.objectContaining({ reason: 'unauthorised' }))
})
