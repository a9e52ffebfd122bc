import {
  DatasetOffer,
  DeviceRole,
  type IndicatorDescription,
  UseCaseDescription,
  Widget,
} from '@trame/domain'
import type { IndicatorDefinition } from './define-indicator.ts'
import { assetTypesOf, type UseCase } from './define-use-case.ts'

export const indicatorId = (useCaseId: string, key: string) => `${useCaseId}/${key}`

/** A use case without its functions: what the API shows. Throws where its data does not fit the schema. */
export function describeUseCase(useCase: UseCase): UseCaseDescription {
  const { id, fr, en, aim = { fr: '', en: '' }, key, page = [] } = useCase
  return UseCaseDescription.parse({
    id,
    function: useCase.function,
    fr,
    en,
    aim,
    assetTypes: assetTypesOf([useCase]).map((type) => ({
      ...type,
      attributes: useCase.assetTypes[type.id]!.attributes ?? {},
    })),
    roles: Object.fromEntries(
      Object.entries(useCase.roles ?? {}).map(([name, role]) => [
        name,
        DeviceRole.parse({ ...role, observes: [...role.observes] }),
      ]),
    ),
    indicators: Object.entries(useCase.indicators ?? {}).map(([name, indicator]) =>
      describeIndicator(id, name, indicator),
    ),
    key: key ? Widget.parse(key) : null,
    page: page.map((widget) => Widget.parse(widget)),
    datasets: Object.entries(useCase.datasets ?? {}).map(([name, dataset]) =>
      DatasetOffer.parse({ ...dataset, id: `${id}-${name}` }),
    ),
  })
}

export function describeIndicator(
  useCase: string,
  key: string,
  { fr, en, of, every, inputs, computes, formula, version = 1 }: IndicatorDefinition,
): IndicatorDescription {
  return {
    id: indicatorId(useCase, key),
    useCase,
    fr,
    en,
    of: 'site' in of ? { site: [...of.site] } : of,
    every,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, { property, from, grain = 'raw', beforeMs = 0, optional }]) => [
        name,
        {
          property,
          ...(from && { assetType: from.assetType }),
          grain,
          beforeMs,
          optional: optional === true,
        },
      ]),
    ),
    computes: [...computes],
    formula,
    version,
  }
}
