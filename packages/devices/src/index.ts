import adeunisComfort from './adeunis/comfort.ts'
import adeunisDrycontacts from './adeunis/drycontacts.ts'
import adeunisPulse from './adeunis/pulse.ts'
import adeunisTic from './adeunis/tic.ts'
import axiomaW1 from './axioma/w1.ts'
import boschTps110 from './bosch/tps110.ts'
import decentlabAtm41 from './decentlab/atm41.ts'
import decentlabMbx from './decentlab/mbx.ts'
import decentlabTrs12 from './decentlab/trs12.ts'
import type { DeviceModel } from './define-device.ts'
import elsysErs from './elsys/ers.ts'
import fludiaFm432 from './fludia/fm432.ts'
import micropeltMlr003 from './micropelt/mlr003.ts'
import milesightAm107 from './milesight/am107.ts'
import milesightEm400Mud from './milesight/em400-mud.ts'
import milesightEm500Smtc from './milesight/em500-smtc.ts'
import milesightUc511 from './milesight/uc511.ts'
import milesightVs350 from './milesight/vs350.ts'
import milesightWs101 from './milesight/ws101.ts'
import milesightWs302 from './milesight/ws302.ts'
import milesightWts506 from './milesight/wts506.ts'
import nasysUl20xx10 from './nasys/ul20xx-1.0.ts'
import nasysUl20xx11 from './nasys/ul20xx-1.1.ts'
import nexelecX2 from './nexelec/x2.ts'
import nwaveNps from './nwave/nps.ts'
import parametricTcr from './parametric/tcr.ts'
import pfWilsenSonic from './pf/wilsen-sonic.ts'
import stregaSmartValve from './strega/smart-valve.ts'
import terabeePc from './terabee/pc.ts'
import vegapulsAir from './vegapuls/air.ts'
import wattecoPulse from './watteco/pulse.ts'
import wattecoTempoOutdoor from './watteco/tempo-outdoor.ts'
import wattecoTh from './watteco/th.ts'
import wattecoTicso from './watteco/ticso.ts'
import wattecoVaqao from './watteco/vaqao.ts'

export { ByteReader } from './byte-reader.ts'
export { type DecodedFrame, decodeFrame, type RefusedFrame } from './decode-frame.ts'
export {
  type Command,
  command,
  type Decoded,
  type DeviceModel,
  type DevicePosition,
  defineDevice,
  type Example,
  type Frame,
  FrameError,
  type Reading,
  type UplinkFrame,
} from './define-device.ts'
export { bytesOf, hexOf } from './hex.ts'
export type { Codec, DecodeResult, EncodeResult } from './sandbox/codec.ts'
export { type ChannelMapping, type MappedChannels, mapChannels } from './sandbox/map-channels.ts'
export { runExamples } from './sandbox/run-examples.ts'
export { createSandbox, type Sandbox } from './sandbox/sandbox.ts'

/** The catalogue: every device model that ships with Trame, one import and one line each, sorted by id. */
export const devices: readonly DeviceModel[] = [
  adeunisComfort,
  adeunisDrycontacts,
  adeunisPulse,
  adeunisTic,
  axiomaW1,
  boschTps110,
  decentlabAtm41,
  decentlabMbx,
  decentlabTrs12,
  elsysErs,
  fludiaFm432,
  micropeltMlr003,
  milesightAm107,
  milesightEm400Mud,
  milesightEm500Smtc,
  milesightUc511,
  milesightVs350,
  milesightWs101,
  milesightWs302,
  milesightWts506,
  nasysUl20xx10,
  nasysUl20xx11,
  nexelecX2,
  nwaveNps,
  parametricTcr,
  pfWilsenSonic,
  stregaSmartValve,
  terabeePc,
  vegapulsAir,
  wattecoPulse,
  wattecoTempoOutdoor,
  wattecoTh,
  wattecoTicso,
  wattecoVaqao,
]

const byId = new Map(devices.map((device) => [device.id, device]))

export function deviceModel(id: string): DeviceModel | undefined {
  return byId.get(id)
}
