import { defineDevice } from '../define-device.ts'
import { batchOf } from './batch.ts'
import { channels, climateProfile, indoor, onGrid, outdoor } from './climate.ts'
import { wattecoCommands } from './commands.ts'
import { decodeWatteco } from './decode.ts'

// A fleet of TH or Temp’O should use `watteco-th`: nothing in a batch says which table made it, so this one tries both.
const profile = climateProfile(outdoor, indoor)

export default defineDevice({
  id: 'watteco-tempo-outdoor',
  version: 1,
  maker: 'nke Watteco',
  model: 'Temp’O outdoor',
  description: 'Outdoor temperature (also TH: temperature and humidity, and Temp’O)',
  source:
    'https://support.watteco.com/tempo/ and https://support.watteco.com/th/ (ZCL clusters, batch tables)',
  expectedIntervalMs: 60 * 60_000,
  channels,
  decode: (uplink) => decodeWatteco(uplink, profile),
  frame: (values) => {
    const { humidity, tamper } = values
    const table = humidity === undefined && tamper === undefined ? outdoor : indoor
    return { fPort: 125, bytes: batchOf(table, onGrid(values)) }
  },
  commands: wattecoCommands,
  examples: [
    {
      is: 'temperature with two short alarm causes',
      fPort: 125,
      hex: '118a0402000029075590b0b1',
      gives: { temperature: 18.77 },
    },
    {
      is: 'temperature with three long alarm causes',
      fPort: 125,
      hex: '118a0402000029010ea0b008fc000001b10834000001b207d0000001',
      gives: { temperature: 2.7 },
    },
    { is: 'humidity', fPort: 125, hex: '110a04050000210e89', gives: { humidity: 37.21 } },
    { is: 'pulses', fPort: 125, hex: '110a000f04022300000000', gives: { pulses: 0 } },
    { is: 'reporting configured', fPort: 125, hex: '1107040200800000', gives: {} },
    {
      is: 'a batch of a Temp’O outdoor',
      fPort: 125,
      hex: '20010000017d0585a8e9401708f07703fcd903',
      observedAt: '2023-07-19T07:51:25.508Z',
      gives: {
        temperature: [
          [25.7, '2023-07-19T07:50:44.508Z'],
          [25.9, '2023-07-19T07:51:14.508Z'],
        ],
        battery: [
          [3.7, '2023-07-19T07:50:55.508Z'],
          [3.7, '2023-07-19T07:51:25.508Z'],
        ],
      },
    },
    {
      is: 'a batch of a TH',
      fPort: 125,
      hex: '362100808098c31ecb824d7b07ba3d',
      observedAt: '2023-07-18T12:19:53.243Z',
      gives: { temperature: 28.7, humidity: 37, battery: 3.707 },
    },
  ],
})
