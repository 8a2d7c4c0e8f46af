import type { Onboarding } from '@backscroll/contracts'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, Circle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useChange } from '../../api.ts'
import { Section } from '../../components/section.tsx'

type Step = Onboarding['steps'][number]['step']

const TITLES: Record<Step, string> = {
  connect: 'Connect Slack',
  channels: 'Choose channels',
  reading: 'Let Backscroll read them',
  ask: 'Ask the first question',
  invite: 'Bring in a colleague',
}

/** What is done and what comes next. */
export function Checklist({ onboarding }: { onboarding: Onboarding }) {
  const client = useQueryClient()
  const change = useChange('changeOnboarding', { touches: [], failure: 'The list could not be changed' })
  const setDismissed = (isDismissed: boolean) =>
    change.mutate({ body: { isDismissed } }, { onSuccess: (now) => client.setQueryData(['getOnboarding', {}], now) })
  const { steps, isDismissed } = onboarding
  const done = steps.filter(({ isDone }) => isDone).length
  const next = steps.find(({ isDone }) => !isDone)?.step
  return (
    <Section
      title={done === steps.length ? 'Everything is set up' : `Set up Backscroll: ${done} of ${steps.length} done`}
      actions={
        <Button variant="subtle" color="gray" size="xs" loading={change.isPending} onClick={() => setDismissed(!isDismissed)}>
          {isDismissed ? 'Show on the overview' : 'Hide from the overview'}
        </Button>
      }
    >
      <Progress value={(100 * done) / steps.length} aria-label="Steps done" mb="sm" size="sm" />
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {steps.map(({ step, isDone, detail }) => (
          <Group component="li" key={step} wrap="nowrap" align="flex-start" gap="sm">
            {isDone ? (
              <Check size={20} role="img" aria-label="Done" color="var(--mantine-color-teal-text)" style={{ flexShrink: 0 }} />
            ) : (
              <Circle size={20} role="img" aria-label="To do" color="var(--mantine-color-dimmed)" style={{ flexShrink: 0 }} />
            )}
            <Stack gap={4} align="flex-start" style={{ flex: 1 }}>
              <Text fw={step === next ? 650 : 500}>{TITLES[step]}</Text>
              <Text size="sm" c="dimmed">
                {detail}
              </Text>
              {isDone ? null : <NextStep step={step} isNext={step === next} askLink={onboarding.askLink} />}
            </Stack>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}

function NextStep({ step, isNext, askLink }: { step: Step; isNext: boolean; askLink: string }): ReactNode {
  const look = { size: 'xs', variant: isNext ? 'filled' : 'default' } as const
  switch (step) {
    case 'connect':
      return (
        <Button component="a" href="/slack/install" {...look}>
          Connect Slack
        </Button>
      )
    case 'channels':
      return (
        <Button component={Link} to="/channels" {...look}>
          Choose channels
        </Button>
      )
    case 'reading':
      return (
        <Button component={Link} to="/work" {...look}>
          Watch the reading
        </Button>
      )
    case 'ask':
      return (
        <Group gap="xs">
          <Button component="a" href={askLink} target="_blank" rel="noreferrer" {...look}>
            Ask in Slack
          </Button>
          <Button component={Link} to="/ask" size="xs" variant="default">
            Ask here
          </Button>
        </Group>
      )
    case 'invite':
      return (
        <Button component={Link} to="/members" {...look}>
          Invite a colleague
        </Button>
      )
  }
}
