import type { PassageRow } from '@backscroll/core'
import {
  Table as ArrowTable,
  Bool,
  type Data,
  type DataType,
  Float32,
  Int64,
  makeData,
  RecordBatch,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow'
import { passageSchema, vectorType } from './passage-schema.ts'
import { placeColumn } from './place-column.ts'
import { checkVector, isZero } from './vector-shape.ts'

/**
 * Rows as Arrow columns: as objects, 10,000 of them would hold the event loop for 300 ms instead of 24 ms.
 * @throws IndexShapeError when a vector has a wrong length or is not finite.
 */
export function passageBatch(rows: readonly PassageRow[], dimensions: number): ArrowTable {
  const schema = passageSchema(dimensions)
  const children: Data<DataType>[] = [
    utf8(rows, (row) => row.id),
    utf8(rows, placeColumn),
    utf8(rows, (row) => row.channelId),
    utf8(rows, (row) => row.userId),
    flags(rows, (row) => row.kind === 'window' || row.threadTs !== row.ts),
    flags(rows, (row) => row.traits.includes('link')),
    flags(rows, (row) => row.traits.includes('file')),
    flags(rows, (row) => row.traits.includes('code')),
    makeData({ type: new TimestampMillisecond(), ...whole(rows), data: BigInt64Array.from(rows, (row) => BigInt(row.postedAtMs)) }),
    makeData({ type: new Int64(), ...whole(rows), data: BigInt64Array.from(rows, (row) => row.version) }),
    utf8(rows, (row) => row.contentHash),
    utf8(rows, (row) => row.text),
    vectors(rows, dimensions),
  ]
  const struct = makeData({ type: new Struct(schema.fields), ...whole(rows), children })
  return new ArrowTable(schema, new RecordBatch(schema, struct))
}

const whole = (rows: readonly unknown[]) => ({ length: rows.length, nullCount: 0 })

function utf8(rows: readonly PassageRow[], read: (row: PassageRow) => string): Data<Utf8> {
  const values = rows.map(read)
  const bytes = Buffer.from(values.join(''), 'utf8')
  const valueOffsets = new Int32Array(values.length + 1)
  let end = 0
  values.forEach((value, index) => {
    end += Buffer.byteLength(value)
    valueOffsets[index + 1] = end
  })
  const data = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  return makeData({ type: new Utf8(), ...whole(rows), valueOffsets, data })
}

function flags(rows: readonly PassageRow[], isSet: (row: PassageRow) => boolean): Data<Bool> {
  const data = new Uint8Array(Math.ceil(rows.length / 8))
  rows.forEach((row, index) => {
    if (isSet(row)) setBit(data, index)
  })
  return makeData({ type: new Bool(), ...whole(rows), data })
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
}

function vectors(rows: readonly PassageRow[], dimensions: number): Data<DataType> {
  const values = new Float32Array(rows.length * dimensions)
  const nullBitmap = new Uint8Array(Math.ceil(rows.length / 8))
  let nullCount = 0
  rows.forEach(({ vector }, index) => {
    checkVector(vector, dimensions)
    values.set(vector, index * dimensions)
    if (isZero(vector)) nullCount += 1
    else setBit(nullBitmap, index)
  })
  const child = makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values })
  return makeData({ type: vectorType(dimensions), length: rows.length, nullCount, nullBitmap, child })
}
