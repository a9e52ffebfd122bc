import { putAssets, type Scoped, typesOfAssets } from '@trame/database'
import { attributeFaults, type NewAsset, PlatformError } from '@trame/domain'
import { assetType, attributesOf } from '@trame/use-cases'

export function requireAssetType(type: string) {
  if (!assetType(type))
    throw new PlatformError('invalid', `type: ${type} is no known asset type; see /asset-types.`)
}

/** Writes assets whose attributes are as their type defines them, and name assets that exist; all or nothing. */
export async function putTypedAssets(
  tx: Scoped,
  organisationId: string,
  assets: readonly NewAsset[],
): Promise<string[]> {
  for (const { type, name, attributes = {} } of assets) {
    requireAssetType(type)
    const [fault] = attributeFaults(attributesOf(type), attributes)
    if (fault)
      throw new PlatformError('invalid', `attributes.${fault.attribute}: ${fault.message} (${name}).`)
  }
  const ids = await putAssets(tx, organisationId, assets)
  // After writing: a bay may come with its car park.
  await requireNamedAssets(tx, assets)
  return ids
}

async function requireNamedAssets(tx: Scoped, assets: readonly NewAsset[]) {
  const named = assets.flatMap(({ type, name, attributes = {} }) =>
    Object.entries(attributesOf(type)).flatMap(([attribute, definition]) => {
      const id = attributes[attribute]
      return definition.kind === 'asset' && typeof id === 'string'
        ? [{ name, attribute, id, types: definition.assetTypes }]
        : []
    }),
  )
  if (named.length === 0) return
  const types = await typesOfAssets(
    tx,
    named.map(({ id }) => id),
  )
  for (const { name, attribute, id, types: allowed } of named) {
    const type = types.get(id)
    if (type === undefined || !allowed.includes(type))
      throw new PlatformError(
        'invalid',
        `attributes.${attribute}: ${id} is no ${allowed.join(' or ')} (${name}).`,
      )
  }
}
