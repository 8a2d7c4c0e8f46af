import type { WhyAnswer } from '@backscroll/contracts'
import { Button, Group, List, Text, TextInput, ThemeIcon } from '@mantine/core'
import { Check, CircleQuestionMark, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useRead } from '../../api.ts'
import { Loaded } from '../../components/loaded.tsx'
import { Section } from '../../components/section.tsx'
import { RowsSkeleton } from '../../components/skeletons.tsx'
import { filters, useFilters, words } from '../../filters.ts'

const whyFilter = filters({ why: words(100) })

/** Finds out why there are no answers from a channel. */
export function WhyNotVisible() {
  const [{ why }, setFilters] = useFilters(whyFilter)
  const [typed, setTyped] = useState(why ?? '')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setFilters({ why: typed.trim() || undefined })
  }
  return (
    <Section title="Why are there no answers from a channel?" about="Checks each step between a channel in Slack and an answer.">
      <form onSubmit={onSubmit}>
        <Group align="flex-end" gap="xs" mb="sm">
          <TextInput
            label="Channel"
            placeholder="#general or its id"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" variant="default">
            Check
          </Button>
        </Group>
      </form>
      {why === undefined ? null : <Steps channel={why} />}
    </Section>
  )
}

const SIGNS = {
  done: { icon: Check, color: 'teal', label: 'Done' },
  missing: { icon: X, color: 'red', label: 'Missing' },
  unknown: { icon: CircleQuestionMark, color: 'gray', label: 'Not known' },
} as const

function Steps({ channel }: { channel: string }) {
  const query = useRead('whyNotVisible', { query: { channel } })
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
      {(answer: WhyAnswer) => (
        <>
          <Text fw={600} mb="xs" role="status">
            {answer.sentence}
          </Text>
          <List spacing="xs" size="sm" listStyleType="none" center>
            {answer.steps.map(({ name, state, detail }) => {
              const { icon: Icon, color, label } = SIGNS[state]
              return (
                <List.Item
                  key={name}
                  icon={
                    <ThemeIcon size={22} radius="xl" variant="light" color={color}>
                      <Icon size={14} role="img" aria-label={label} />
                    </ThemeIcon>
                  }
                >
                  <b>{name}</b>: {detail}
                </List.Item>
              )
            })}
          </List>
        </>
      )}
    </Loaded>
  )
}
