import { type MadeApiKey, type Person, type Scope, scopes } from '@backscroll/contracts'
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api.ts'
import { FindPerson } from '../../components/find-person.tsx'
import { useSession } from '../../shell/session.ts'
import { scopeWords } from './scope-words.ts'

const MOST_DAYS = 365

/** What a new key is good for, for how long, and whose rights it has. */
export function NewKeyForm({ onMade, onClose }: { onMade: (made: MadeApiKey) => void; onClose: () => void }) {
  const { user } = useSession()
  const [chosen, setChosen] = useState<string[]>(['search'])
  const [days, setDays] = useState('90')
  const [actsAs, setActsAs] = useState<Person | null>(user)
  const { mutate, isPending } = useChange('createKey', { touches: ['listKeys'], failure: 'The key was not made' })
  const length = Number(days)
  const isLengthRight = Number.isInteger(length) && length >= 1 && length <= MOST_DAYS
  const isReady = chosen.length > 0 && isLengthRight && actsAs !== null
  const make = (event: FormEvent): void => {
    event.preventDefault()
    if (isReady) mutate({ body: { scopes: chosen as Scope[], days: length, actsAs: actsAs.userId } }, { onSuccess: onMade })
  }
  return (
    <form onSubmit={make}>
      <Stack>
        <Checkbox.Group
          label="What it is good for"
          value={chosen}
          onChange={setChosen}
          error={chosen.length === 0 ? 'Choose one at least' : undefined}
        >
          <Stack gap={8} mt={6}>
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={`${scopeWords[scope]} (${scope})`} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          label="Good for days"
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_DAYS}
          value={days}
          error={isLengthRight ? undefined : `1 to ${MOST_DAYS} days`}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
        <FindPerson label="Acts as" description="The key reads what this person may read in Slack." chosen={actsAs} onChoose={setActsAs} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady} loading={isPending}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
