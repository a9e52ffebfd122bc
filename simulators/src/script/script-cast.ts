import type { NewAsset, NewBinding, NewDevice, NewSite } from '@trame/domain'
import {
  frameOf,
  isUplink,
  linksOf,
  type Script,
  type ScriptDevice,
  type ScriptUplink,
  type UseCase,
} from '@trame/use-cases'
import { devEuiOf } from '../fleet/member.ts'
import { upEvent, upTopic } from '../wire/chirpstack-event.ts'
import type { Gateway } from '../wire/radio.ts'

/** Names and ids of one script in the platform: several scripts play side by side, each on a site of its own. */
export interface ScriptCast {
  siteId: string
  assetId(key: string): string
  import: {
    sites: (NewSite & { id: string })[]
    assets: (NewAsset & { id: string })[]
    devices: (NewDevice & { id: string })[]
    bindings: (NewBinding & { id: string })[]
  }
  messages: { to: 'networkServer' | 'devices'; topic: string; payload: string }[]
}

const boundFrom = '2026-01-01T00:00:00.000Z'
const centre = [-0.02, 48.74] as const
const gateway: Gateway = { id: '0016c001f1000099', name: 'Script', position: [...centre] }

export function castScript(
  useCase: UseCase,
  script: Script,
  begin: number,
  organisation: string,
): ScriptCast {
  const slug = (key: string) => `${useCase.id}-${key}`.replaceAll(/[^A-Za-z0-9]/g, '-').toLowerCase()
  const siteId = `sit_script-${useCase.id}`
  const assetId = (key: string) => `ast_script-${slug(key)}`
  const address = (key: string, device: ScriptDevice) =>
    'json' in device ? `${organisation}/script-${slug(key)}` : devEuiOf(`script-${slug(key)}`)

  return {
    siteId,
    assetId,
    import: {
      sites: [{ id: siteId, name: useCase.fr, kind: 'territory' }],
      assets: Object.entries(script.assets).map(([key, { type, attributes = {}, position = centre }]) => ({
        id: assetId(key),
        name: `${useCase.fr} ${key}`,
        type,
        siteId,
        geometry: { type: 'Point', coordinates: [...position] },
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            typeof value === 'string' && value in script.assets ? assetId(value) : value,
          ]),
        ),
      })),
      devices: Object.entries(script.devices).map(([key, device]) => ({
        id: `dev_script-${slug(key)}`,
        name: `Script ${slug(key)}`,
        network: 'json' in device ? 'mqtt' : 'lorawan',
        address: address(key, device),
        modelId: 'json' in device ? 'trame-json' : device.model,
      })),
      bindings: linksOf(script, useCase.assetTypes).map(({ device, channel, property, scale, offset }) => ({
        id: `bnd_script-${slug(`${device}-${channel}-${property}`)}`,
        deviceId: `dev_script-${slug(device)}`,
        channel,
        assetId: assetId(script.devices[device]!.asset),
        property,
        from: boundFrom,
        scale,
        offset,
      })),
    },
    messages: [...script.steps]
      .filter(isUplink)
      .sort((a, b) => a.minute - b.minute)
      .map((uplink, n) => message(uplink, script.devices[uplink.device]!, begin + uplink.minute * 60_000, n)),
  }

  function message({ device: key, values }: ScriptUplink, device: ScriptDevice, at: number, n: number) {
    const to = address(key, device)
    if ('json' in device)
      return {
        to: 'devices' as const,
        topic: `trame/v1/${to}/telemetry`,
        payload: JSON.stringify({ t: new Date(at).toISOString(), m: values }),
      }
    const { frame } = frameOf(device.model, values, at)
    const payload = upEvent({
      devEui: to,
      deviceName: key,
      profileName: device.model,
      deviceClass: 'A',
      devAddr: '01a0b0c0',
      fCnt: n,
      ...frame,
      at,
      spreadingFactor: 7,
      receptions: [{ gateway, rssi: -80, snr: 8 }],
    })
    return { to: 'networkServer' as const, topic: upTopic(to), payload }
  }
}
