import { defineDevice } from '../define-device.ts'
import { batchOf } from './batch.ts'
import { channels, climateProfile, indoor } from './climate.ts'
import { wattecoCommands } from './commands.ts'
import { decodeWatteco } from './decode.ts'

const profile = climateProfile(indoor)

export default defineDevice({
  id: 'watteco-th',
  version: 1,
  maker: 'nke Watteco',
  model: 'TH',
  description: 'Indoor temperature and humidity (also Temp’O)',
  source: 'https://support.watteco.com/th/ (ZCL clusters, batch table)',
  expectedIntervalMs: 60 * 60_000,
  channels,
  decode: (uplink) => decodeWatteco(uplink, profile),
  frame: (values) => ({ fPort: 125, bytes: batchOf(indoor, values) }),
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
      is: 'a batch of a TH',
      fPort: 125,
      hex: '362100808098c31ecb824d7b07ba3d',
      observedAt: '2023-07-18T12:19:53.243Z',
      gives: { temperature: 28.7, humidity: 37, battery: 3.707 },
    },
  ],
})
