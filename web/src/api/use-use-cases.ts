import { useQuery } from '@tanstack/react-query'
import type { IndicatorDescription, UseCaseDescription } from '@trame/domain'
import { useMemo } from 'react'
import { useCasesQuery } from './use-cases.ts'

const none: UseCaseDescription[] = []

/** Which indicator computes a property of a subject: an asset type, or a kind of site. */
export function indicatorOf(
  useCases: readonly UseCaseDescription[],
  property: string,
  subject: { assetType: string } | { siteKind: string },
): IndicatorDescription | undefined {
  return useCases
    .flatMap(({ indicators }) => indicators)
    .find(
      ({ of, computes }) =>
        computes.includes(property) &&
        ('assetType' in of
          ? 'assetType' in subject && of.assetType === subject.assetType
          : 'siteKind' in subject && (of.site as readonly string[]).includes(subject.siteKind)),
    )
}

export function useUseCases() {
  const query = useQuery(useCasesQuery)
  const { data = none } = query
  return useMemo(
    () => ({ query, useCases: data, byId: new Map(data.map((useCase) => [useCase.id, useCase])) }),
    [query, data],
  )
}
