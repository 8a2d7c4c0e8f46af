/** Field of a protobuf message: a number is a varint, anything else is length-delimited. */
type Field = readonly [tag: number, value: number | string | Uint8Array]

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

function message(...fields: Field[]): Buffer {
  return Buffer.concat(
    fields.map(([tag, value]) => {
      if (typeof value === 'number') return Buffer.from([...varint(tag * 8), ...varint(value)])
      const bytes = Buffer.from(value as Uint8Array)
      return Buffer.concat([Buffer.from([...varint(tag * 8 + 2), ...varint(bytes.length)]), bytes])
    }),
  )
}

const FLOAT = 1
const INT64 = 7
const tensorOf = (name: string, type: number, dims: (string | number)[]) => {
  const shape = message(...dims.map((dim): Field => [1, typeof dim === 'number' ? message([1, dim]) : message([2, dim])]))
  return message([1, name], [2, message([1, message([1, type], [2, shape])])])
}

/** An ONNX model of one step: every token's vector is its row of `table`. Inputs and output are named as those of a real encoder. */
export function tinyEncoder(table: readonly (readonly number[])[]): Buffer {
  const dimensions = table[0]?.length ?? 0
  const rows = Buffer.from(Float32Array.from(table.flat()).buffer)
  const gather = message([1, 'table'], [1, 'input_ids'], [2, 'last_hidden_state'], [4, 'Gather'])
  const graph = message(
    [1, gather],
    [2, 'tiny'],
    [5, message([1, table.length], [1, dimensions], [2, FLOAT], [8, 'table'], [9, rows])],
    [11, tensorOf('input_ids', INT64, ['batch', 'tokens'])],
    [11, tensorOf('attention_mask', INT64, ['batch', 'tokens'])],
    [12, tensorOf('last_hidden_state', FLOAT, ['batch', 'tokens', dimensions])],
  )
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 17])])
}
