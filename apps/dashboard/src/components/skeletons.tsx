import { Card, SimpleGrid, Skeleton, Stack } from '@mantine/core'

const upTo = (length: number): number[] => Array.from({ length }, (_, index) => index)

/** The shape of a list of so many rows. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap="sm" p="md">
      {upTo(rows).map((row) => (
        <Skeleton key={row} h={28} />
      ))}
    </Stack>
  )
}

/** The shape of a row of figures. */
export function StatsSkeleton({ cards = 4 }: { cards?: number }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      {upTo(cards).map((card) => (
        <Card key={card}>
          <Skeleton h={14} w="60%" />
          <Skeleton h={28} w="40%" mt={10} />
          <Skeleton h={12} w="70%" mt={10} />
        </Card>
      ))}
    </SimpleGrid>
  )
}

/** The shape of cards one below the other. */
export function CardsSkeleton({ cards = 3 }: { cards?: number }) {
  return (
    <Stack gap="md">
      {upTo(cards).map((card) => (
        <Card key={card}>
          <Skeleton h={16} w="45%" />
          <Skeleton h={12} mt={12} />
          <Skeleton h={12} mt={8} w="80%" />
        </Card>
      ))}
    </Stack>
  )
}
