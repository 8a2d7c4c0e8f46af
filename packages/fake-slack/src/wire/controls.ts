type Wire = Readonly<Record<string, unknown>>

/** An interactive element with the block it stands in. */
export interface Control {
  blockId: string
  element: Wire
  /** Whether using it tells the app at once: always outside of input blocks, there only with `dispatch_action`. */
  tells: boolean
  /** Whether a form may be sent without it. */
  optional: boolean
}

const objectsIn = (value: unknown): Wire[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is Wire => typeof one === 'object' && one !== null)

/** The interactive elements of blocks, in order: of actions, sections and inputs. */
export function controlsOf(blocks: unknown): Control[] {
  return (Array.isArray(blocks) ? objectsIn(blocks) : []).flatMap((block) => {
    const isInput = block.type === 'input'
    const elements = isInput ? [block.element] : block.type === 'section' ? [block.accessory] : block.elements
    return objectsIn(elements ?? [])
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({
        blockId: String(block.block_id),
        element,
        tells: !isInput || block.dispatch_action === true,
        optional: !isInput || block.optional === true,
      }))
  })
}

/** The control with an action_id; of several the one whose own value is `value`, else the first. */
export function controlNamed(blocks: unknown, actionId: string, value?: unknown): Control | undefined {
  const named = controlsOf(blocks).filter(({ element }) => element.action_id === actionId)
  return named.find(({ element }) => value !== undefined && element.value === value) ?? named[0]
}
