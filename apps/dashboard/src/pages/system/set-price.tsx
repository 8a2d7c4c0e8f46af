import type { NewPrice } from '@backscroll/contracts'
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api.ts'

/** Sets what a model costs from a day on. */
export function SetPrice({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Set a price" centered closeButtonProps={{ 'aria-label': 'Close the dialog' }}>
      {isOpen ? <Form onClose={onClose} /> : null}
    </Modal>
  )
}

const UNITS: [NewPrice['unit'], string][] = [
  ['input_token', 'tokens read'],
  ['output_token', 'tokens written'],
  ['search_unit', 'search units'],
]
const today = (): string => new Date().toISOString().slice(0, 10)

function Form({ onClose }: { onClose: () => void }) {
  const [price, setPrice] = useState({ provider: 'cohere', model: '', usd: '', validFrom: today(), note: '' })
  const [unit, setUnit] = useState<NewPrice['unit']>('input_token')
  const [isEstimate, setEstimate] = useState(false)
  const { mutate, isPending } = useChange('putPrice', { touches: ['listPrices', 'getUsage'], failure: 'The price was not set' })
  const usdPerMillion = Number(price.usd)
  const isWhole = Object.values(price).every((value) => value.trim() !== '') && Number.isFinite(usdPerMillion) && usdPerMillion >= 0
  const field = (name: keyof typeof price, label: string, description?: string) => (
    <TextInput
      label={label}
      description={description}
      value={price[name]}
      autoComplete="off"
      spellCheck={false}
      type={name === 'validFrom' ? 'date' : 'text'}
      inputMode={name === 'usd' ? 'decimal' : undefined}
      onChange={({ currentTarget }) => setPrice({ ...price, [name]: currentTarget.value })}
    />
  )
  const set = (event: FormEvent): void => {
    event.preventDefault()
    const { provider, model, validFrom, note } = price
    if (!isWhole || isPending) return
    mutate(
      { body: { provider: provider.trim(), model: model.trim(), unit, usdPerMillion, validFrom, note: note.trim(), isEstimate } },
      {
        onSuccess: () => {
          notifications.show({ message: `The price of ${model} is set`, closeButtonProps: { 'aria-label': 'Close the message' } })
          onClose()
        },
      },
    )
  }
  return (
    <form onSubmit={set}>
      <Stack>
        {field('provider', 'Provider', 'Such as cohere.')}
        {field('model', 'Model', 'By its name at the provider.')}
        <NativeSelect
          label="Price of"
          value={unit}
          data={UNITS.map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget }) => setUnit(currentTarget.value as NewPrice['unit'])}
        />
        {field('usd', 'US dollars for a million')}
        {field('validFrom', 'From', 'A day in UTC. A price of the same day is corrected.')}
        {field('note', 'Where it comes from', 'Such as the provider’s list of May.')}
        <Checkbox label="An estimate: what is computed from it is marked" checked={isEstimate} onChange={() => setEstimate(!isEstimate)} />
        <Text size="sm" c="dimmed">
          It holds for every workspace of this server.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isWhole} loading={isPending}>
            Set the price
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
