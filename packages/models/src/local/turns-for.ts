/** Characters worked on before other work gets its turn: about 10 ms. */
const TURN_CHARACTERS = 16_000

/**
 * Asked before each text of a big batch; says after every 16,000 characters that it is other work's turn.
 * @throws what `signal` was aborted with.
 */
export function turnsFor(signal: AbortSignal | undefined): (text: string) => boolean {
  let characters = 0
  return (text) => {
    signal?.throwIfAborted()
    const isTurn = characters >= TURN_CHARACTERS
    characters = (isTurn ? 0 : characters) + text.length
    return isTurn
  }
}
